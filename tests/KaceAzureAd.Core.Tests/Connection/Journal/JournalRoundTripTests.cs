using System.Text.Json.Nodes;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>What was written is what is read.</summary>
public sealed class JournalRoundTripTests : JournalTest
{
    [Fact]
    public void Every_kind_of_change_is_read_as_it_was_written()
    {
        Assert.Equal(Enum.GetValues<ChangeKind>().Order(), SomeChanges.All.Select(c => c.Kind).Distinct().Order());
        Run(journal => Assert.Equal(Enumerable.Range(1, SomeChanges.All.Count), SomeChanges.All.Select(journal.Begin)));

        var read = Read();

        Assert.Equal(TestSession.TenantId, read.TenantId);
        Assert.Equal(SomeChanges.All.Select(Shown), read.Changes.Select(c => Shown(new Change(c.Kind, c.Target, c.Before, c.After, c.Words))));
        Assert.All(read.Changes, c => Assert.Equal((ChangeOutcome.Unknown, false, null), (c.Outcome, c.IsUndone, c.Undoes)));
    }

    [Fact]
    public void What_became_of_each_change_is_kept()
    {
        Run(journal =>
        {
            var numbers = Enumerable.Range(0, 5).Select(_ => journal.Begin(SomeChanges.One)).ToList();
            journal.Done(numbers[0], "request", new JsonObject { ["id"] = "new" });
            journal.Failed(numbers[1], Refusal, isRefused: true);
            journal.Failed(numbers[2], Refusal, isRefused: false);
            journal.Done(numbers[4], null, null);
            journal.Undoing = numbers[0];
            journal.Done(journal.Begin(SomeChanges.One), null, null);
            journal.Undone(numbers[0]);
        });

        var read = Read().Changes;

        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.Refused, ChangeOutcome.Unknown, ChangeOutcome.Unknown, ChangeOutcome.Done, ChangeOutcome.Done], read.Select(c => c.Outcome));
        Assert.Equal("new", (string?)read[0].Result?["id"]);
        Assert.Equal([true, false, false, false, false, false], read.Select(c => c.IsUndone));
        Assert.Equal([null, null, null, null, null, 1], read.Select(c => c.Undoes));
        Assert.Contains("\"requestId\":\"denied\",\"error\":\"KaceAad.AccessDenied\"", File.ReadAllText(JournalPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_one_line_whatever_the_names_in_it_hold()
    {
        const string name = "a\r\n{\"record\":\"end\"}\n\u001B[2J\u0007\u0085\u2028\u2029\u202Eb\0";
        Run(journal =>
        {
            var number = journal.Begin(SomeChanges.One with { Words = $"Enable {name}", Target = new JsonObject { ["appId"] = "a", ["name"] = name } });
            journal.Failed(number, new Errors.KaceAadException(Errors.ErrorCodes.AccessDenied, name, name), isRefused: true);
            journal.Answered(name);
        });

        var text = File.ReadAllText(JournalPath);

        Assert.Equal(5, text.Split(['\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Equal(name, Read().Changes[0].Text("name"));
        Assert.Contains(name, Read().Answers);
    }

    [Fact]
    public void Steps_side_by_side_write_whole_lines_with_numbers_that_grow()
    {
        Run(journal => Parallel.For(0, 40, _ => journal.Done(journal.Begin(SomeChanges.One), "request", null)));

        var changes = Read().Changes;

        Assert.Equal(Enumerable.Range(1, 40), changes.Select(c => c.Number));
        Assert.All(changes, c => Assert.Equal(ChangeOutcome.Done, c.Outcome));
    }

    private static string Shown(Change change) =>
        $"{change.Kind} {change.Target.ToJsonString()} {change.Before?.ToJsonString()} {change.After?.ToJsonString()} {change.Words}";
}
