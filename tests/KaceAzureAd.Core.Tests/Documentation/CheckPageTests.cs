using KaceAzureAd.Checks;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>Each check has a page that says what the code says, and no page is of a check that is no more.</summary>
public sealed class CheckPageTests
{
    private static readonly Check[] All = [.. CheckCatalogue.Prerequisites.Concat(CheckCatalogue.Connection).DistinctBy(c => c.Name)];

    [Fact]
    public void The_index_lists_the_checks_of_the_code_in_their_order() => Assert.Equal(All.Select(c => $"| [{c.Name}]({c.Name}.md) | {Groups(c)} | {c.Severity} | {c.Proves} |"), RepositoryFile.Lines("docs/checks/README.md", "| ["));

    [Fact]
    public void Every_page_is_of_a_check() => Assert.Equal(All.Select(c => c.Name).Order(StringComparer.Ordinal), RepositoryFile.Names("docs/checks", "*.md").Where(n => n != "README"));

    [Fact]
    public void Each_page_says_what_its_check_says() => Assert.All(All, check =>
    {
        string[] rows = [$"| Checked by | {Groups(check)} |", $"| Severity | {check.Severity} |", $"| Proves | {check.Proves} |", $"| Needs | {check.NeedsInWords} |", $"| To put it right | {check.PutRight} |"];
        Assert.Equal(rows, RepositoryFile.Lines(Page(check), "| ").Skip(1).Take(rows.Length));
        Assert.Equal("# " + check.Name, RepositoryFile.Lines(Page(check), "# ").Single());
    });

    [Fact]
    public void Each_page_tells_how_it_looks_and_what_each_status_means() => Assert.All(All, check =>
    {
        Assert.Equal(["## How it looks", "## What the status means"], RepositoryFile.Lines(Page(check), "## "));
        Assert.Contains(RepositoryFile.Lines(Page(check), "| Passed | "), l => l.Length > 20);
        Assert.Contains(RepositoryFile.Lines(Page(check), "| "), l => l.StartsWith("| Failed | ", StringComparison.Ordinal) || l.StartsWith("| Warning | ", StringComparison.Ordinal));
        Assert.Equal(check.LooksAt.Count > 0 ? 1 : 0, RepositoryFile.Lines(Page(check), "| Skipped | ").Count());
    });

    [Fact]
    public void What_a_check_says_of_itself_is_whole_and_on_one_line() => Assert.All(All, check => Assert.All([check.Proves, check.PutRight], text =>
    {
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain('|', text);
    }));

    private static string Page(Check check) => $"docs/checks/{check.Name}.md";

    private static string Groups(Check check) => string.Join(", ", new[]
    {
        CheckCatalogue.Prerequisites.Any(c => c.Name == check.Name) ? "Test-KaceAadPrerequisite" : null,
        CheckCatalogue.Connection.Any(c => c.Name == check.Name) ? "Test-KaceAadConnection" : null,
    }.OfType<string>());
}
