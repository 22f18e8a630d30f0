using NuGet.Common;
using NuGet.Packaging;

namespace KaceAzureAd.Package;

/// <summary>The package for the PowerShell Gallery: the module's files at its root, and tags by which the gallery finds modules and cmdlets.</summary>
internal static class GalleryPackage
{
    public static void Write(string path, ModuleManifest manifest, ModuleFolder module)
    {
        // Deterministic: no random name and no time in it.
        var package = new PackageBuilder(deterministic: true, NullLogger.Instance)
        {
            DeterministicTimestamp = AutomationZip.Time.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            Id = ModuleManifest.ModuleName,
            Version = new(manifest.Version),
            Description = manifest.Description,
        };
        package.Authors.Add(manifest.Author);
        package.Tags.AddRange(["PSModule", .. manifest.Tags, "PSIncludes_Cmdlet", .. manifest.Cmdlets.SelectMany(c => new[] { $"PSCmdlet_{c}", $"PSCommand_{c}" })]);
        foreach (var (name, file) in module.Files)
            package.Files.Add(new PhysicalPackageFile { SourcePath = file.FullName, TargetPath = name });

        using var stream = File.Create(path);
        package.Save(stream);
    }
}
