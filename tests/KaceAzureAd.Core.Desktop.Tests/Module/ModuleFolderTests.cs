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
    public void Some_references_need_the_resolver_and_with_it_every_type_loads()
    {
        using var host = new OtherHost();
        host.Inspector.Import(ModuleFolder.Cmdlets);

        Assert.Empty(ModuleFolder.Libraries.SelectMany(host.Inspector.Missing));
    }

    [Fact]
    public void Every_cmdlet_of_the_manifest_is_there()
    {
        using var host = new OtherHost();
        var manifest = File.ReadAllText(Path.Combine(BuildValue.Of("RepositoryRoot"), "KaceAzureAd.psd1"));

        Assert.Equal(
            Regex.Matches(manifest, @"(?<=')[A-Z]\w+-Kace\w+(?=')").Cast<Match>().Select(m => m.Value).OrderBy(n => n, StringComparer.Ordinal),
            host.Inspector.Cmdlets(ModuleFolder.Cmdlets).OrderBy(n => n, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.Graph.Core, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35")]
    [InlineData("Microsoft.Identity.Client, Version=1.0.0.0, Culture=neutral, PublicKeyToken=0a613f4dd989e8ae")]
    public void Nobody_else_is_answered(string name)
    {
        using var host = new OtherHost();
        host.Inspector.Import(ModuleFolder.Cmdlets);

        Assert.Null(host.Inspector.Ask(name));
    }
}
