using System.Reflection;

namespace KaceAzureAd.RealShells;

/// <summary>Where things lie in the clone.</summary>
internal static class Repository
{
    /// <summary>The clone.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot").TrimEnd('/', '\\');

    /// <summary>What tests/Shells brings.</summary>
    public static string ShellsFolder { get; } = Path.Combine(Root, "tests", "Shells", "obj", "shells");

    /// <summary>The tests of Core, as built for this machine.</summary>
    public static string CoreTests { get; } = Metadata("CoreTests");

    /// <summary>The Pester tests.</summary>
    public static string PesterFolder { get; } = Path.Combine(Root, "tests", "Pester");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
