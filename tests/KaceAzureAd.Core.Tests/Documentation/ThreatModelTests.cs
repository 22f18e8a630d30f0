using System.Text.RegularExpressions;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>docs/security.md: what is said to stop an attacker is held by tests that are there.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string[] Rows = [.. RepositoryFile.Lines("docs/security.md", "").SkipWhile(l => l != "## Threat model").SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith("| ", StringComparison.Ordinal))];

    private static readonly HashSet<string> Classes = [.. RepositoryFile.All("*.cs").Where(f => RepositoryFile.Relative(f).StartsWith("tests/", StringComparison.Ordinal)).SelectMany(f => TestClass().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value))];

    [Fact]
    public void Each_threat_names_the_tests_that_hold_what_stops_it()
    {
        Assert.True(Rows.Length >= 9, "The table is not there.");
        Assert.All(Rows, row =>
        {
            var cells = row.Trim('|').Split('|');
            Assert.Equal(5, cells.Length);
            var tests = Code().Matches(cells[4]).Select(m => m.Groups["name"].Value).ToList();
            Assert.NotEmpty(tests);
            Assert.All(tests, t => Assert.Contains(t, Classes));
        });
    }

    [GeneratedRegex("class (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestClass();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();
}
