using System.Collections;
using System.Management.Automation.Language;

namespace KaceAzureAd.Package;

/// <summary>What the manifest says of the module.</summary>
internal sealed record ModuleManifest(string Version, string Author, string Description, IReadOnlyList<string> Tags, IReadOnlyList<string> Cmdlets)
{
    public const string ModuleName = "KaceAzureAd";

    /// <summary>Reads it as PowerShell does, without running anything.</summary>
    public static ModuleManifest Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0)
            throw new InvalidDataException($"'{path}' is no manifest: {errors[0].Message}");

        var manifest = (Hashtable)script.Find(a => a is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
        var gallery = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        return new((string)manifest["ModuleVersion"]!, (string)manifest["Author"]!, (string)manifest["Description"]!, Texts(gallery["Tags"]), Texts(manifest["CmdletsToExport"]));
    }

    private static string[] Texts(object? value) => [.. ((IEnumerable)value!).Cast<string>()];
}
