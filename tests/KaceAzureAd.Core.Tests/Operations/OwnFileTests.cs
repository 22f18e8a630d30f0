using KaceAzureAd.Connection;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Core.Tests.Report;
using KaceAzureAd.Operations;
using KaceAzureAd.Report;

namespace KaceAzureAd.Core.Tests.Operations;

/// <summary>Files with what was read of tenants: whole, their owner's alone, and where they were meant to be. Reports and plans are both written so.</summary>
public sealed class OwnFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public enum Kind
    {
        Report,
        Plan,
    }

    public static TheoryData<Kind> Kinds => [.. Enum.GetValues<Kind>()];

    private string Target => _folder.File("target");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_its_owner_may_read_it_whoever_could_read_what_it_replaces(Kind kind)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("tests/Pester/WindowsFiles.Tests.ps1 looks at Windows' permissions.");
            return;
        }

        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);

        Save(kind, Target);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_read_only_is_not_replaced_even_by_root(Kind kind)
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);

        Assert.Contains("read-only", Assert.Throws<Errors.KaceAadException>(() => Save(kind, Target)).Message, StringComparison.Ordinal);

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
        File.SetAttributes(Target, FileAttributes.Normal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_cannot_be_written_is_said_before_it_is_begun(Kind kind)
    {
        Assert.Contains("folder", Assert.Throws<Errors.KaceAadException>(() => Save(kind, _folder.Path)).Message, StringComparison.Ordinal);
        var missing = _folder.File("missing/x.json");
        Assert.Contains("not there", Assert.Throws<Errors.KaceAadException>(() => Save(kind, missing)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("S-1-5-21-1", false, "D:P(A;;FA;;;S-1-5-21-1)(A;;FA;;;S-1-3-4)(A;;FA;;;S-1-5-18)(A;;FA;;;S-1-5-32-544)")]
    [InlineData("S-1-5-21-1", true, "D:P(A;OICI;FA;;;S-1-5-21-1)(A;OICI;FA;;;S-1-3-4)(A;OICI;FA;;;S-1-5-18)(A;OICI;FA;;;S-1-5-32-544)")]
    [InlineData("S-1-5-18", false, "D:P(A;;FA;;;S-1-5-18)(A;;FA;;;S-1-3-4)(A;;FA;;;S-1-5-32-544)")]
    public void On_Windows_it_is_the_users_and_the_machines_alone(string user, bool isFolder, string expected)
    {
#pragma warning disable CA1416 // A text only.
        Assert.Equal(expected, WindowsAccess.Sddl(user, isFolder));
#pragma warning restore CA1416
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_link_that_somebody_planted_is_replaced_and_not_written_through(Kind kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few make links.");
        var (victim, missing, second) = (_folder.File("victim"), _folder.File("missing"), _folder.File("second"));
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(Target, victim);
        File.CreateSymbolicLink(second, missing);

        Save(kind, Target);
        Save(kind, second);

        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.False(File.Exists(missing));
        Assert.All([Target, second], path =>
        {
            Assert.Null(new FileInfo(path).LinkTarget);
            Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_device_is_no_place_for_it_even_for_root(Kind kind)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "These devices are Linux's.");
        Assert.Contains("device", Assert.Throws<Errors.KaceAadException>(() => Save(kind, "/dev/kaceazuread-tests")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/kaceazuread-tests"));
    }

    [Fact]
    public void What_breaks_off_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");

        Assert.Throws<InvalidOperationException>(() => OwnFile.Write(
            Target, replace: true,
            file =>
            {
                file.WriteByte(1);
                throw new InvalidOperationException();
            },
            TestContext.Current.CancellationToken));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    private static void Save(Kind kind, string path)
    {
        if (kind == Kind.Plan)
        {
            PlanFile.Save(States.Plan(States.Nothing), path, replace: true);
        }
        else
        {
            ReportFile.Save(SampleReports.Of(1), path, ReportFormat.Json, replace: true, TestContext.Current.CancellationToken);
        }
    }
}
