using KaceAzureAd.Connection.Journal;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>Where the journal is when no path was given.</summary>
public sealed class JournalPathTests : JournalTest
{
    private string Next => JournalPaths.In(Folder.Path, TestSession.TenantId);

    [Fact]
    public void Each_run_has_a_file_of_its_own_and_one_that_broke_off_is_continued()
    {
        var first = Next;
        Assert.StartsWith(Folder.File(TestSession.TenantId), first, StringComparison.Ordinal);
        Assert.False(File.Exists(first), "To look for the path writes nothing.");
        RunAt(first, null);
        Assert.Equal(first, Next);
        RunAt(first, "Failed");
        Assert.Equal(first, Next);
        RunAt(first, "Waiting");
        Assert.Equal(first, Next);
        RunAt(first, "Connected");

        Thread.Sleep(2); // Names are times, in milliseconds.
        var second = Next;
        Assert.True(string.CompareOrdinal(second, first) > 0);
        RunAt(second, null);
        Assert.Equal(second, Next);
        RunAt(second, "Connected");
        Assert.Equal([first, second], Directory.GetFiles(Path.GetDirectoryName(first)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_in_use_or_another_thing_is_left_alone()
    {
        var first = Next;
        using (Open(first))
        {
            Thread.Sleep(2);
            Assert.NotEqual(first, Next);
        }

        Assert.Equal(first, Next);
        File.WriteAllText(first, "<html>\n");
        Thread.Sleep(2);
        Assert.NotEqual(first, Next);
        Assert.Equal("<html>\n", File.ReadAllText(first));
    }

    [Fact]
    public async Task Another_tenants_journal_in_the_folder_is_left_alone()
    {
        var first = Next;
        using (var other = await TestSession.OfAsync("7f3c2a10-5b7e-4c55-9d64-0c0a70500002"))
        {
            ChangeJournal.Open(first, other, "x").Dispose();
        }

        Thread.Sleep(2);
        Assert.NotEqual(first, Next);
    }

    private void RunAt(string path, string? outcome)
    {
        using var journal = Open(path);
        if (outcome is not null)
        {
            journal.End(outcome);
        }
    }
}
