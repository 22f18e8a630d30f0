using System.Globalization;
using KaceAzureAd.Package;

// Called by the target Package (Package.targets) with the clone, the module as built and trimmed, and the folder to fill.
var (clone, built, artifacts) = (args[0], args[1], args[2]);
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (Directory.Exists(artifacts))
    Directory.Delete(artifacts, recursive: true);
var module = ModuleFolder.Create(Path.Combine(artifacts, ModuleManifest.ModuleName), clone, built);
var manifest = ModuleManifest.Read(module.ManifestPath);
var dependencies = Dependency.All(Path.Combine(clone, "src", "KaceAzureAd", "obj", "project.assets.json"), module);
module.Add("THIRD-PARTY-NOTICES.txt", ThirdPartyNotices.Of(dependencies));

GalleryPackage.Write(Path.Combine(artifacts, $"{ModuleManifest.ModuleName}.{manifest.Version}.nupkg"), manifest, module);
AutomationZip.Write(Path.Combine(artifacts, $"{ModuleManifest.ModuleName}.zip"), module);
File.WriteAllText(Path.Combine(artifacts, $"{ModuleManifest.ModuleName}.cdx.json"), BillOfMaterials.Of(manifest, module, dependencies));
Checksums.Write(artifacts);
Console.Out.Write(SizeReport.Of(artifacts, module));
