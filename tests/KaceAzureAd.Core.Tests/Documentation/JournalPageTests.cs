using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Documentation;

public sealed class JournalPageTests
{
    private const string Page = "docs/journal.md";

    [Fact]
    public void Every_record_has_its_line() => Assert.Equal(
        [
            JournalFormat.Header, JournalFormat.Run, JournalFormat.Change, JournalFormat.Done, JournalFormat.Failed, JournalFormat.Person, JournalFormat.Undone, JournalFormat.End,
        ],
        Table("| `record` |"));

    [Fact]
    public void Every_kind_of_change_has_its_line() => Assert.Equal(Enum.GetNames<ChangeKind>(), Table("| `kind` |"));

    /// <summary>The names in the first column of the table with this heading.</summary>
    private static IEnumerable<string> Table(string heading) => RepositoryFile.Lines(Page, "")
        .SkipWhile(l => !l.StartsWith(heading, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]);
}
