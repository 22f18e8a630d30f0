using System.Reflection;
using KaceAzureAd.Rehearsal;

namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>Where the module that is tested lies: built in the clone, or packaged.</summary>
internal static class Paths
{
    /// <summary>The top of the clone.</summary>
    public static string Root { get; } = typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static string Manifest => RehearsalSession.Manifest;

    public static string Module { get; } = Path.GetDirectoryName(Manifest)!;

    /// <summary>Copies the module, without the libraries that its cmdlets need only later, as another version of it would be installed.</summary>
    public static string CopyModule(string folder, bool withCmdlets)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin"));
        File.Copy(Manifest, Path.Combine(folder, "KaceAzureAd.psd1"));
        foreach (var name in new[] { "KaceAzureAd.psm1", "KaceAzureAd.Format.ps1xml", "KaceAzureAd.Types.ps1xml" })
            File.Copy(Path.Combine(Module, "bin", name), Path.Combine(bin.FullName, name));

        if (withCmdlets)
        {
            bin.CreateSubdirectory("net8.0");
            foreach (var file in Directory.GetFiles(Path.Combine(Module, "bin", "net8.0"), "KaceAzureAd*.dll"))
                File.Copy(file, Path.Combine(bin.FullName, "net8.0", Path.GetFileName(file)));
        }

        return Path.Combine(folder, "KaceAzureAd.psd1");
    }
}
