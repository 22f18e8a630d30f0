using System.Reflection;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>Reads files of the clone.</summary>
internal static class RepositoryFile
{
    private static readonly string Root = typeof(RepositoryFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Lines of a file that begin so.</summary>
    public static IEnumerable<string> Lines(string path, string beginning) =>
        File.ReadLines(Path.Combine(Root, path)).Where(l => l.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>A whole file.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether there is such a file.</summary>
    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    /// <summary>Names, without extension, of the files of a folder that fit.</summary>
    public static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    /// <summary>Paths of the files of the repository that fit: not of what is built in it.</summary>
    public static IEnumerable<string> All(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "artifacts" || p.StartsWith('.')));

    /// <summary>A path of <see cref="All"/> as it is written in the documentation.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
