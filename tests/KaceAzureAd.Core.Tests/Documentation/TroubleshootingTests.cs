namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>docs/troubleshooting.md has advice for every error, once, and for none that does not exist.</summary>
public sealed class TroubleshootingTests
{
    [Fact]
    public void Every_error_id_has_its_row() => Assert.Equal(Ids("docs/errors.md"), Ids("docs/troubleshooting.md"));

    private static IEnumerable<string> Ids(string page) =>
        RepositoryFile.Lines(page, "| `KaceAad.").Select(l => l.Split('`')[1]).Order(StringComparer.Ordinal);
}
