using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>What administrators read: the pages of the help, and the documents.</summary>
internal static class DocumentationFiles
{
    /// <summary>The folder of the help's pages.</summary>
    public static string Pages { get; } = Path.Combine(Paths.Root, "docs", "en-US");

    /// <summary>True where a run rewrites what it finds another in the pages: outputs of examples, lines of syntax, attributes of parameters.</summary>
    public static bool Updates { get; } = Environment.GetEnvironmentVariable("KACEAAD_UPDATE_EXAMPLES") == "1";

    /// <summary>Every file with commands in it, by its path in the repository.</summary>
    public static IEnumerable<string> All =>
        from path in Directory.EnumerateFiles(Path.Combine(Paths.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Paths.Root, "README.md"))
        let name = Path.GetRelativePath(Paths.Root, path).Replace('\\', '/')
        orderby name
        select name;

    /// <summary>The samples' scripts, by their paths in the repository.</summary>
    public static IEnumerable<string> Samples =>
        Directory.EnumerateFiles(Path.Combine(Paths.Root, "samples"), "*.ps1", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Paths.Root, p).Replace('\\', '/')).Order();

    /// <summary>The names of the help's pages of cmdlets.</summary>
    public static IEnumerable<string> Cmdlets => Directory.EnumerateFiles(Pages, "*-*.md").Select(p => Path.GetFileNameWithoutExtension(p)!).Order();

    /// <summary>True for a page of the help, where each output is shown.</summary>
    public static bool IsHelp(string file) => file.StartsWith("docs/en-US/", StringComparison.Ordinal);

    /// <summary>Rewrites the contents of fenced blocks of a file; the last ones first, so that the places of the others hold.</summary>
    public static void Rewrite(string path, string source, IEnumerable<(int Start, int Length, string Text)> changes)
    {
        foreach (var (start, length, text) in changes.OrderByDescending(c => c.Start))
            source = source.Remove(start, length).Insert(start, text);

        File.WriteAllText(path, source);
    }
}
