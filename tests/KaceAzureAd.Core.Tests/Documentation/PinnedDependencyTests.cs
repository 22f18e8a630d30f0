using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>The packages of what is released are exactly those that are written down: their versions, and the hashes of their content.</summary>
public sealed class PinnedDependencyTests
{
    private static readonly string[] Shipped = ["KaceAzureAd", "KaceAzureAd.Core", "KaceAzureAd.Loader"];

    private static readonly Dictionary<string, string> Pins = XDocument.Parse(RepositoryFile.Text("Directory.Packages.props")).Descendants("PackageVersion")
        .ToDictionary(p => (string)p.Attribute("Include")!, p => (string)p.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Projects => [.. Shipped];

    [Fact]
    public void Every_pin_is_one_version_and_no_range() => Assert.All(Pins, p => Assert.Matches("^[0-9]+(\\.[0-9]+){1,3}(-[0-9A-Za-z.]+)?$", p.Value));

    [Fact]
    public void No_project_has_a_version_of_its_own()
    {
        var references = RepositoryFile.All("*.csproj").Concat(RepositoryFile.All("*.props")).SelectMany(f => XDocument.Load(f).Descendants("PackageReference")).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, r =>
        {
            Assert.Null(r.Attribute("Version"));
            Assert.Null(r.Attribute("VersionOverride"));
            Assert.Contains((string)r.Attribute("Include")!, Pins.Keys);
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_is_released_is_restored_by_hash_in_the_version_that_is_pinned(string project)
    {
        var packages = Packages(JsonNode.Parse(RepositoryFile.Text($"src/{project}/packages.lock.json"))!);

        Assert.NotEmpty(packages);
        Assert.All(packages, p =>
        {
            Assert.Equal(64, Convert.FromBase64String(p.Hash).Length); // SHA-512
            Assert.Equal(Pins.GetValueOrDefault(p.Name, p.Version), p.Version);
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_was_restored_here_has_these_hashes(string project)
    {
        Assert.SkipUnless(RepositoryFile.Exists($"src/{project}/obj/project.assets.json"), "This project was not restored.");
        var assets = JsonNode.Parse(RepositoryFile.Text($"src/{project}/obj/project.assets.json"))!;
        var restored = assets["libraries"]!.AsObject().Where(l => (string?)l.Value!["type"] == "package").ToDictionary(l => l.Key, l => (string)l.Value!["sha512"]!, StringComparer.OrdinalIgnoreCase);

        var locked = Packages(JsonNode.Parse(RepositoryFile.Text($"src/{project}/packages.lock.json"))!).DistinctBy(p => (p.Name, p.Version)).ToDictionary(p => $"{p.Name}/{p.Version}", p => p.Hash, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(restored.OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase), locked.OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase));
    }

    private static List<(string Name, string Version, string Hash)> Packages(JsonNode file) =>
        [.. file["dependencies"]!.AsObject().SelectMany(f => f.Value!.AsObject()).Where(p => (string?)p.Value!["type"] != "Project").Select(p => (p.Key, (string)p.Value!["resolved"]!, (string)p.Value!["contentHash"]!))];
}
