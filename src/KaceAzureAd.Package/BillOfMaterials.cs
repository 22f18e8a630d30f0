using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Package;

/// <summary>
/// What the module is made of, as CycloneDX 1.6: the packages with their hashes, and the assemblies of each. It has no serial number and no
/// time, so that the same module has the same one.
/// </summary>
internal static class BillOfMaterials
{
    // The names in it are those of packages and files; nothing of it is shown in a page.
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ModuleManifest manifest, ModuleFolder module, IReadOnlyList<Dependency> dependencies)
    {
        var files = module.Files.ToDictionary(f => f.Name, f => f.File.FullName, StringComparer.Ordinal);
        var own = files.Keys.Except(dependencies.SelectMany(d => d.Files), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var purl = $"pkg:nuget/{ModuleManifest.ModuleName}@{manifest.Version}";
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = purl,
                    ["name"] = ModuleManifest.ModuleName,
                    ["version"] = manifest.Version,
                    ["description"] = manifest.Description,
                    ["purl"] = purl,
                    ["components"] = Files(own, files),
                },
            },
            ["components"] = List(dependencies.Select(d => Component(d, files))),
            ["dependencies"] = List(dependencies.Select(d => Needs(d.Purl, Shipped(d, dependencies))).Prepend(Needs(purl, dependencies.Select(d => d.Purl)))),
        }.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Component(Dependency dependency, Dictionary<string, string> files)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = dependency.Purl,
            ["name"] = dependency.Id,
            ["version"] = dependency.Version,
            ["hashes"] = Hash("SHA-512", Convert.ToHexStringLower(Convert.FromBase64String(dependency.Sha512))),
            ["licenses"] = List([Licence(dependency)]),
        };
        if (dependency.Nuspec.GetCopyright() is { Length: > 0 } copyright)
            component["copyright"] = copyright;
        component["purl"] = dependency.Purl;
        if (dependency.Id == Dependency.Trimmed)
            component["pedigree"] = new JsonObject { ["notes"] = "Its assembly is trimmed: code that the module does not use is removed, so its hash is another than in the package." };
        component["components"] = Files(dependency.Files, files);
        return component;
    }

    /// <summary>An expression as it is; where the package has its licence as a text, a word of where to read it.</summary>
    private static JsonObject Licence(Dependency dependency) => dependency.LicenceExpression switch
    {
        { } expression when expression.Contains(' ', StringComparison.Ordinal) => new JsonObject { ["expression"] = expression },
        { } id => new JsonObject { ["license"] = new JsonObject { ["id"] = id } },
        null => new JsonObject { ["license"] = new JsonObject { ["name"] = $"As {ModuleManifest.ModuleName}/THIRD-PARTY-NOTICES.txt has it" } },
    };

    /// <summary>Those of its needs that are in the module; the framework has the others.</summary>
    private static IEnumerable<string> Shipped(Dependency dependency, IReadOnlyList<Dependency> all) =>
        all.Where(d => dependency.Needs.Contains(d.Id, StringComparer.OrdinalIgnoreCase)).Select(d => d.Purl);

    private static JsonObject Needs(string purl, IEnumerable<string> on) => new() { ["ref"] = purl, ["dependsOn"] = List(on.Select(p => (JsonNode)p)) };

    private static JsonArray Files(IEnumerable<string> names, Dictionary<string, string> files) => List(names.Select(name => new JsonObject
    {
        ["type"] = "file",
        ["name"] = name,
        ["hashes"] = Hash("SHA-256", Checksums.Of(files[name])),
    }));

    private static JsonArray Hash(string algorithm, string content) => [new JsonObject { ["alg"] = algorithm, ["content"] = content }];

    private static JsonArray List(IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
