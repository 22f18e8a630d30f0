using System.Text.RegularExpressions;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>What the pages link to is there: the file, and the heading in it.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_within_the_repository_leads_somewhere()
    {
        var links = RepositoryFile.All("*.md").SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(m => (Page: page, Target: m.Groups["target"].Value)))
            .Where(l => !l.Target.Contains(':', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(links);
        Assert.Empty(links.Where(l => !Leads(l.Page, l.Target)).Select(l => $"{Path.GetFileName(l.Page)}: {l.Target}"));
    }

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return parts.Length == 1
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && File.ReadLines(file).Where(l => l.StartsWith('#')).Select(Anchor).Contains(parts[1]);
    }

    // As the forge makes them: small letters, hyphens for spaces, nothing else.
    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotInAnchors();
}
