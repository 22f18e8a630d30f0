using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KaceAzureAd.Core.Tests.Module;

/// <summary>The folder for Windows PowerShell is complete, and its resolver answers for it and for nobody else.</summary>
public sealed class ModuleFolderTests
{
    private static readonly Dictionary<string, Version> Framework = XDocument.Load(Path.Combine(BuildValue.Of("Framework"), "RedistList", "FrameworkList.xml")).Root.Elements("File")
        .ToDictionary(f => f.Attribute("AssemblyName").Value, f => Version.Parse(f.Attribute("Version").Value), StringComparer.Ordinal);

    [Fact]
    public void Every_reference_is_in_the_folder_or_in_the_framework_and_new_enough()
    {
        var folder = ModuleFolder.Libraries.Select(AssemblyName.GetAssemblyName).ToDictionary(n => n.Name, StringComparer.Ordinal);
        var references = ModuleFolder.Libraries.SelectMany(l => Assembly.ReflectionOnlyLoadFrom(l).GetReferencedAssemblies().Select(r => (Of: Path.GetFileName(l), Name: r))).ToList();

        Assert.True(references.Count > 250, $"Only {references.Count} references were found.");
        Assert.Empty(references
            .Where(r => r.Name.Name != "System.Management.Automation" && !(Framework.TryGetValue(r.Name.Name, out var version) && version >= r.Name.Version))
            .Where(r => !(folder.TryGetValue(r.Name.Name, out var there) && there.Version >= r.Name.Version && there.GetPublicKeyToken().SequenceEqual(r.Name.GetPublicKeyToken())))
            .Select(r => $"{r.Of}: {r.Name}"));
    }

    [Fact]
    public void Every_type_loads() => Assert.Empty(ModuleFolder.Libraries.SelectMany(ModuleFolder.Missing));

    [Fact]
    public void Every_cmdlet_of_the_manifest_is_there()
    {
        var manifest = File.ReadAllText(Path.Combine(BuildValue.Of("RepositoryRoot"), "KaceAzureAd.psd1"));

        // By its arguments: in the standard's own library the attribute holds nothing.
        var cmdlets = ModuleFolder.Cmdlets.GetExportedTypes().SelectMany(t => t.GetCustomAttributesData())
            .Where(a => a.AttributeType == typeof(CmdletAttribute)).Select(a => $"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}");

        Assert.Equal(
            Regex.Matches(manifest, @"(?<=')[A-Z]\w+-Kace\w+(?=')", RegexOptions.None, TimeSpan.FromSeconds(5)).Cast<Match>().Select(m => m.Value).OrderBy(n => n, StringComparer.Ordinal),
            cmdlets.OrderBy(n => n, StringComparer.Ordinal));
    }

    [Fact]
    public void A_library_of_the_folder_gets_the_one_beside_it_whatever_version_it_asks_for()
    {
        foreach (var library in ModuleFolder.Libraries)
        {
            var name = AssemblyName.GetAssemblyName(library);
            name.Version = new Version(1, 0, 0, 0);
            Assert.Equal(Path.GetFileName(library), ModuleFolder.Answer(name.FullName, ModuleFolder.Cmdlets));
        }

        Assert.Null(ModuleFolder.Answer("Contoso.Missing, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null", ModuleFolder.Cmdlets));
    }

    [Fact]
    public void Nobody_else_is_answered() =>
        Assert.All(ModuleFolder.Libraries, l => Assert.Null(ModuleFolder.Answer(AssemblyName.GetAssemblyName(l).FullName, typeof(ModuleFolderTests).Assembly)));
}
