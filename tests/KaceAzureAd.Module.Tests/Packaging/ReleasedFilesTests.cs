using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Packaging;

/// <summary>What is released beside the folder: the gallery's package, Azure Automation's archive, and their checksums.</summary>
public sealed class ReleasedFilesTests
{
    private static readonly DateTime FirstTime = new(1980, 1, 1);

    [Fact]
    public void The_gallerys_package_has_the_module_at_its_root()
    {
        var files = PackagedModule.Files();
        using var package = ZipFile.OpenRead(GalleryPackage());

        // A file's name is escaped as in an address.
        var content = package.Entries.ToDictionary(e => Uri.UnescapeDataString(e.FullName), StringComparer.Ordinal);
        Assert.Equal(
            ["KaceAzureAd.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"],
            content.Keys.Except(files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(files, f => AssertSame(f.Value, content[f.Key]));
    }

    [Fact]
    public void The_gallerys_package_says_what_the_manifest_says()
    {
        using var engine = new PowerShellEngine();
        var manifest = engine.Invoke(
            "$m = & ([scriptblock]::Create([System.IO.File]::ReadAllText($manifest))); $m.ModuleVersion; $m.Description; $m.CmdletsToExport; $m.PrivateData.PSData.Tags",
            new Dictionary<string, object?> { ["manifest"] = PackagedModule.Files()["KaceAzureAd.psd1"] }).Output.Select(o => o.ToString()!).ToList();
        using var package = ZipFile.OpenRead(GalleryPackage());
        using var nuspec = package.GetEntry("KaceAzureAd.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value, StringComparer.Ordinal);

        var (version, description, words) = (manifest[0], manifest[1], manifest[2..]);
        var cmdlets = words.Where(w => w.Contains('-', StringComparison.Ordinal)).ToList();
        Assert.Equal("KaceAzureAd", metadata["id"]);
        Assert.Equal(version, metadata["version"]);
        Assert.Equal($"KaceAzureAd.{version}.nupkg", Path.GetFileName(GalleryPackage()));
        Assert.Equal(description, metadata["description"]);
        Assert.NotEmpty(cmdlets);
        Assert.Contains("PSEdition_Desktop", words);
        Assert.Equal(
            [.. words.Except(cmdlets, StringComparer.Ordinal), .. cmdlets.SelectMany(c => new[] { $"PSCmdlet_{c}", $"PSCommand_{c}" }), "PSModule", "PSIncludes_Cmdlet"],
            metadata["tags"].Split(' ').ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain(metadata.Keys, k => k.StartsWith("licen", StringComparison.Ordinal));
    }

    [Fact]
    public void Azure_Automations_archive_has_the_modules_folder_at_its_root()
    {
        var files = PackagedModule.Files();
        using var archive = ZipFile.OpenRead(PackagedModule.Released("KaceAzureAd.zip"));

        Assert.Equal(files.Keys.Select(f => $"KaceAzureAd/{f}").Order(StringComparer.Ordinal), archive.Entries.Select(e => e.FullName));
        Assert.All(files, f => AssertSame(f.Value, archive.GetEntry($"KaceAzureAd/{f.Key}")!));
    }

    [Theory]
    [InlineData("*.nupkg")]
    [InlineData("*.zip")]
    public void No_time_is_in_an_archive(string pattern)
    {
        PackagedModule.Files();
        using var archive = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(PackagedModule.Artifacts, pattern)));

        Assert.All(archive.Entries, e => Assert.Equal(FirstTime, e.LastWriteTime.DateTime));
    }

    [Fact]
    public void Every_released_file_has_its_checksum()
    {
        var lines = File.ReadAllLines(PackagedModule.Released("SHA256SUMS"));

        Assert.Equal(
            Directory.GetFiles(PackagedModule.Artifacts).Where(f => Path.GetFileName(f) != "SHA256SUMS").Order(StringComparer.Ordinal)
                .Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}  {Path.GetFileName(f)}"),
            lines);
        Assert.Equal(3, lines.Length);
    }

    private static string GalleryPackage()
    {
        PackagedModule.Files();
        return Assert.Single(Directory.GetFiles(PackagedModule.Artifacts, "*.nupkg"));
    }

    private static void AssertSame(string path, ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(content.ToArray()), $"{entry.FullName} is another than in the folder.");
    }
}
