using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Module.Tests.Packaging;

/// <summary>What is said of the packages that the module contains: the bill of materials and the notices.</summary>
public sealed class DependencyTests
{
    private static JsonNode Bill => JsonNode.Parse(File.ReadAllText(PackagedModule.Released("KaceAzureAd.cdx.json")))!;

    [Fact]
    public void Every_library_is_in_the_bill_of_materials_under_its_package()
    {
        var bill = Bill;

        var listed = bill["components"]!.AsArray().SelectMany(c => Files(c!)).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(
            PackagedModule.Files().Where(f => f.Key.EndsWith(".dll", StringComparison.Ordinal) && !PackagedModule.IsOwn(f.Key)).Select(f => f.Key).Order(StringComparer.Ordinal),
            listed.Keys.Order(StringComparer.Ordinal));
        AssertHashes(listed);
    }

    [Fact]
    public void Every_other_file_is_in_the_bill_of_materials_as_the_modules_own()
    {
        var own = Files(Bill["metadata"]!["component"]!).ToDictionary(StringComparer.Ordinal);

        Assert.Contains("bin/net472/KaceAzureAd.dll", own.Keys);
        Assert.Equal(
            PackagedModule.Files().Keys.Where(f => !f.EndsWith(".dll", StringComparison.Ordinal) || PackagedModule.IsOwn(f)).Order(StringComparer.Ordinal),
            own.Keys.Order(StringComparer.Ordinal));
        AssertHashes(own);
    }

    [Fact]
    public void Every_package_has_an_address_a_hash_a_licence_and_its_needs()
    {
        var bill = Bill;
        var packages = bill["components"]!.AsArray();
        var references = packages.Select(p => (string)p!["bom-ref"]!).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(packages.Count, references.Count);
        Assert.All(packages, p =>
        {
            Assert.Equal($"pkg:nuget/{p!["name"]}@{p["version"]}", (string)p["purl"]!);
            Assert.Equal("SHA-512", (string)p["hashes"]![0]!["alg"]!);
            Assert.Matches("^[0-9a-f]{128}$", (string)p["hashes"]![0]!["content"]!);
            Assert.NotEmpty(p["licenses"]!.AsArray());
        });
        var needs = bill["dependencies"]!.AsArray().ToDictionary(d => (string)d!["ref"]!, d => d!["dependsOn"]!.AsArray().Select(n => (string)n!).ToList(), StringComparer.Ordinal);
        Assert.Equal([.. references, (string)bill["metadata"]!["component"]!["bom-ref"]!], needs.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.All(needs.Values.SelectMany(n => n), n => Assert.Contains(n, references));
        Assert.Contains(needs.Single(n => n.Key.StartsWith("pkg:nuget/Microsoft.Graph@", StringComparison.Ordinal)).Value, n => n.StartsWith("pkg:nuget/Microsoft.Graph.Core@", StringComparison.Ordinal));
    }

    [Fact]
    public void The_bill_of_materials_has_no_number_and_no_time_of_its_own()
    {
        var bill = Bill;

        Assert.Equal("CycloneDX", (string)bill["bomFormat"]!);
        Assert.Null(bill["serialNumber"]);
        Assert.Null(bill["metadata"]!["timestamp"]);
    }

    [Fact]
    public void The_notices_name_every_package_with_its_licence_and_a_text_for_it()
    {
        var notices = File.ReadAllLines(PackagedModule.Files()["THIRD-PARTY-NOTICES.txt"]);
        var (index, texts) = (notices.TakeWhile(l => !l.StartsWith("---", StringComparison.Ordinal)).ToList(), notices.SkipWhile(l => !l.StartsWith("---", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));

        Assert.All(Bill["components"]!.AsArray().Select(p => $"{p!["name"]} {p["version"]}"), name =>
        {
            var place = index.IndexOf(name);
            Assert.True(place >= 0, $"{name} is not named.");
            Assert.StartsWith("  Licence: ", index[place + 1], StringComparison.Ordinal);
            Assert.Contains(name, texts);
        });
        Assert.Contains("Permission is hereby granted, free of charge, to any person obtaining a copy", texts);
        Assert.Contains("                                 Apache License", texts);
    }

    private static IEnumerable<KeyValuePair<string, string>> Files(JsonNode component) =>
        component["components"]!.AsArray().Select(f => KeyValuePair.Create((string)f!["name"]!, (string)f["hashes"]![0]!["content"]!));

    private static void AssertHashes(Dictionary<string, string> hashes)
    {
        var files = PackagedModule.Files();
        Assert.All(hashes, h => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(files[h.Key]))), h.Value));
    }
}
