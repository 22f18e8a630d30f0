using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Core.Tests.Connection.Journal;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>Which changes of a journal are taken back, and in which order.</summary>
public sealed class UndoOrderTests : JournalTest
{
    [Fact]
    public void The_newest_comes_first_and_entries_of_mobility_last()
    {
        Run(journal => SomeChanges.All.ToList().ForEach(c => journal.Begin(c)));

        var open = UndoService.Open(Read());

        var isEntry = open.Select(c => c.Kind == ChangeKind.MobilityEntry).ToList();
        Assert.Equal(SomeChanges.All.Count, open.Count);
        Assert.Equal(isEntry.Order(), isEntry);
        Assert.Equal([11, 10, 9, 8, 7, 4, 3, 2, 1, 6, 5], open.Select(c => c.Number));
    }

    [Fact]
    public void What_was_refused_is_undone_already_or_undid_another_is_left_out_and_what_nobody_knows_of_is_not()
    {
        Run(journal =>
        {
            var (done, refused, unknown, undone) = (journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One));
            journal.Done(done, null, null);
            journal.Failed(refused, Refusal, isRefused: true);
            journal.Failed(unknown, Refusal, isRefused: false);
            journal.Done(undone, null, null);
            journal.Undoing = undone;
            journal.Done(journal.Begin(SomeChanges.One), null, null);
            journal.Undone(undone);
            journal.Undoing = unknown;
            journal.Begin(SomeChanges.One); // Broke off.
        });

        Assert.Equal([3, 1], UndoService.Open(Read()).Select(c => c.Number));
    }
}
