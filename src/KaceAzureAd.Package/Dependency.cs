using NuGet.Common;
using NuGet.Packaging;
using NuGet.ProjectModel;

namespace KaceAzureAd.Package;

/// <summary>A NuGet package of which assemblies are in the module.</summary>
/// <param name="Folder">Where NuGet keeps it unpacked.</param>
/// <param name="Sha512">Of the package, in Base64, as NuGet records it.</param>
/// <param name="Files">Its assemblies, by their paths in the module.</param>
/// <param name="Needs">Ids of the packages that it depends on.</param>
internal sealed record Dependency(
    string Id, string Version, string Folder, string Sha512, NuspecReader Nuspec, IReadOnlyList<string> Files, IReadOnlyList<string> Needs)
{
    /// <summary>Id of the one whose assembly is trimmed.</summary>
    public const string Trimmed = "Microsoft.Graph";

    /// <summary>Its package URL.</summary>
    public string Purl => $"pkg:nuget/{Id}@{Version}";

    /// <summary>Its licence as an SPDX expression, or null where the package has it as a text or an address.</summary>
    public string? LicenceExpression => Nuspec.GetLicenseMetadata() is { Type: LicenseType.Expression } licence ? licence.License : null;

    /// <summary>Those of a module, by what was restored for it. An assembly that nobody brought is an error.</summary>
    public static IReadOnlyList<Dependency> All(string assetsPath, ModuleFolder module)
    {
        var assets = LockFileUtilities.GetLockFile(assetsPath, NullLogger.Instance)
            ?? throw new FileNotFoundException($"'{assetsPath}' is not there: nothing was restored.");
        var shipped = ModuleFolder.Flavours.SelectMany(flavour => OfFlavour(assets, module, flavour)).ToLookup(s => (s.Library.Name!, s.Library.Version!));
        Dependency[] all =
        [
            .. shipped.Select(s => Create(assets, s.First().Library, [.. s.Select(f => f.File)], [.. s.SelectMany(f => f.Library.Dependencies).Select(d => d.Id)]))
                .OrderBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Version, StringComparer.Ordinal),
        ];
        if (Array.Find(all, d => d.Needs.Contains(Trimmed, StringComparer.OrdinalIgnoreCase)) is { } user)
            throw new InvalidDataException($"{user.Id} {user.Version} uses {Trimmed}, which is trimmed by what the module's own assemblies use of it: see Package.targets.");
        return all;
    }

    private static IEnumerable<(LockFileTargetLibrary Library, string File)> OfFlavour(LockFile assets, ModuleFolder module, string flavour)
    {
        var target = assets.Targets.Single(t => t.TargetFramework.GetShortFolderName() == flavour && t.RuntimeIdentifier is null);
        var packages = target.Libraries.Where(l => l.Type == "package").ToList();
        foreach (var (name, file) in module.Assemblies(flavour).Where(a => !a.File.Name.StartsWith(ModuleManifest.ModuleName, StringComparison.Ordinal)))
        {
            var package = packages.Find(p => p.RuntimeAssemblies.Any(a => Path.GetFileName(a.Path) == file.Name))
                ?? throw new InvalidDataException($"{name} comes from no package that was restored.");
            if (flavour == "net8.0" && package.RuntimeTargets.Count > 0)
                throw new InvalidDataException(
                    $"{package.Name} {package.Version} has assemblies for single platforms, which the module's load context does not look for: take a version that has one for all.");

            yield return (package, name);
        }
    }

    private static Dependency Create(LockFile assets, LockFileTargetLibrary package, string[] files, string[] needs)
    {
        var library = assets.GetLibrary(package.Name!, package.Version!);
        var folder = assets.PackageFolders.Select(f => Path.Combine(f.Path, library.Path)).First(Directory.Exists);
        var nuspec = library.Files.Single(f => f.EndsWith(".nuspec", StringComparison.Ordinal));
        return new(
            package.Name!, package.Version!.ToNormalizedString(), folder, library.Sha512, new NuspecReader(Path.Combine(folder, nuspec)), files,
            [.. needs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
