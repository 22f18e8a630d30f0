using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Packaging;

/// <summary>What src/KaceAzureAd.Package left in artifacts/.</summary>
internal static class PackagedModule
{
    public static string Artifacts { get; } = Path.Combine(Paths.Root, "artifacts");

    public static string Folder => Path.Combine(Artifacts, "KaceAzureAd");

    /// <summary>The module's files by their paths in it, with slashes.</summary>
    public static IReadOnlyDictionary<string, string> Files()
    {
        Required.Package(Artifacts);
        return Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(p => Path.GetRelativePath(Folder, p).Replace('\\', '/'), StringComparer.Ordinal);
    }

    /// <summary>One of the released files beside the folder.</summary>
    public static string Released(string name)
    {
        Required.Package(Artifacts);
        return Path.Combine(Artifacts, name);
    }

    public static bool IsOwn(string name) => Path.GetFileName(name).StartsWith("KaceAzureAd.", StringComparison.Ordinal);

    /// <summary>The names of the types that an assembly has.</summary>
    public static IReadOnlySet<string> Types(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        var metadata = reader.GetMetadataReader();
        return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}").ToHashSet(StringComparer.Ordinal);
    }
}
