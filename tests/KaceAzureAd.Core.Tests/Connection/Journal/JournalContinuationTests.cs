namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>One file, many runs: what a run finds of those before it.</summary>
public sealed class JournalContinuationTests : JournalTest
{
    [Fact]
    public void A_run_goes_on_in_the_file_of_the_one_before_and_with_its_numbers()
    {
        Run(journal => Assert.Equal([1, 2], [journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One)]), "Connected");
        Run(journal =>
        {
            Assert.Equal(2, journal.Content?.Changes.Count);
            Assert.Equal(3, journal.Begin(SomeChanges.One));
        });

        Assert.Equal([1, 2, 3], Read().Changes.Select(c => c.Number));
        Assert.Single(File.ReadAllLines(JournalPath), l => l.Contains("\"record\":\"journal\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Failed", true)]
    [InlineData("Waiting", true)]
    [InlineData("Connected", false)]
    [InlineData("Undone", false)]
    public void What_a_person_said_is_remembered_until_the_run_has_come_to_its_end(string? outcome, bool isRemembered)
    {
        Run(
            journal =>
            {
                Assert.False(journal.WasAnswered("ChooseAutomated"));
                journal.Answered("ChooseAutomated");
                Assert.True(journal.WasAnswered("ChooseAutomated"));
            },
            outcome);

        // Also where several runs broke off in a row.
        Run(journal => Assert.Equal(isRemembered, journal.WasAnswered("ChooseAutomated")));
        Run(journal => Assert.Equal(isRemembered, journal.WasAnswered("ChooseAutomated")));
        Run(journal => Assert.False(journal.WasAnswered("RemoveExistingSettings")));
    }

    [Fact]
    public void What_was_said_in_a_run_that_ended_is_not_taken_for_said_in_one_that_broke_off_later()
    {
        Run(journal => journal.Answered("ChooseAutomated"), "Connected");
        Run(journal => journal.Answered("RemoveExistingSettings"));

        Run(journal => Assert.Equal([false, true], [journal.WasAnswered("ChooseAutomated"), journal.WasAnswered("RemoveExistingSettings")]));
    }

    [Fact]
    public void A_run_that_is_going_on_has_the_journal_to_itself()
    {
        using var running = Open();
        running.Begin(SomeChanges.One);

        var error = Assert.Throws<Errors.KaceAadException>(() => Open());

        Assert.Equal(Errors.ErrorCodes.JournalInUse, error.Code);
        Assert.Contains(JournalPath, error.Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            // Nor is it undone meanwhile.
            Assert.Equal(Errors.ErrorCodes.JournalInUse, Assert.Throws<Errors.KaceAadException>(() => Read()).Code);
        }

        running.Begin(SomeChanges.One);
        running.Dispose();
        Assert.Equal(2, Read().Changes.Count);
    }
}
