using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>The journal as a file among others: who may read it, and where it cannot be.</summary>
public sealed class JournalFileTests : JournalTest
{
    [Fact]
    public void Only_its_owner_may_read_it()
    {
        var path = Folder.File("new/folders/tenant.journal.jsonl");
        Open(path).Dispose();

        // tests/Pester/WindowsFiles.Tests.ps1 looks at Windows' permissions.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            foreach (var folder in new[] { "new", "new/folders" })
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.File(folder)));
            }
        }
    }

    [Theory]
    [InlineData("others")]
    [InlineData("missing")]
    public void A_link_that_somebody_planted_is_not_written_through(string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few make links.");
        File.WriteAllText(Folder.File("others"), "");
        File.CreateSymbolicLink(JournalPath, Folder.File(target));

        Assert.Equal(ErrorCodes.JournalNotWritable, Assert.Throws<KaceAadException>(() => Open()).Code);

        Assert.False(File.Exists(Folder.File("missing")));
        Assert.Empty(File.ReadAllText(Folder.File("others")));
    }

    [Theory]
    [InlineData("/proc/journal.jsonl")]
    [InlineData("/dev/null/journal.jsonl")]
    [InlineData("/")]
    [InlineData("/a\0b")]
    public void A_path_that_cannot_be_written_is_said_before_anything_is_changed(string path)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "These paths are Linux's.");

        var error = Assert.Throws<KaceAadException>(() => Open(path));

        Assert.Equal(ErrorCodes.JournalNotWritable, error.Code);
        Assert.Contains("Nothing is changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_and_a_file_that_is_read_only_cannot_be_written()
    {
        Assert.Equal(ErrorCodes.JournalNotWritable, Assert.Throws<KaceAadException>(() => Open(Folder.Path)).Code);
        Assert.SkipWhen(System.Environment.IsPrivilegedProcess, "What is read-only is not so for root.");
        Run(_ => { });
        File.SetAttributes(JournalPath, FileAttributes.ReadOnly);
        Assert.Equal(ErrorCodes.JournalNotWritable, Assert.Throws<KaceAadException>(() => Open()).Code);
        File.SetAttributes(JournalPath, FileAttributes.Normal);
    }

    [Theory]
    [InlineData("missing.jsonl")]
    [InlineData("missing/missing.jsonl")]
    [InlineData("")]
    public void What_is_not_there_or_no_file_cannot_be_undone(string name) =>
        Assert.Equal(ErrorCodes.JournalNotFound, Assert.Throws<KaceAadException>(() => Read(Folder.File(name))).Code);

    [Fact]
    public void A_full_disk_is_said_as_such_and_by_nothing_else()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");

        var error = Assert.Throws<KaceAadException>(() => Open("/dev/full"));

        Assert.Equal(ErrorCodes.JournalNotWritable, error.Code);
        Assert.Contains("/dev/full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_without_end_is_no_journal_and_soon_said_to_be_none()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Windows has no such device.");

        var reading = Task.Run(() => Assert.Throws<KaceAadException>(() => Read("/dev/zero")));

        Assert.Contains("too large", (await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_folder_each_tenant_has_a_journal_of_its_own()
    {
        Assert.Equal(Folder.File("t1.journal.jsonl"), JournalPaths.At(Folder.Path, "t1"));
        Assert.Equal(Folder.File("new/t1.journal.jsonl"), JournalPaths.At(Folder.File("new/"), "t1"));
        Assert.Equal(Folder.File("one.jsonl"), JournalPaths.At(Folder.File("one.jsonl"), "t1"));
    }
}
