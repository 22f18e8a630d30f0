using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Packaging;

/// <summary>The module as it is installed.</summary>
public sealed partial class ModuleFolderTests
{
    private const long MegaByte = 1_000_000;

    private static readonly string[] OwnAssemblies = ["KaceAzureAd.Core", "KaceAzureAd"];

    [Fact]
    public void It_holds_what_is_loaded_read_or_owed_to_others_and_nothing_else()
    {
        var files = PackagedModule.Files().Keys;

        string[] own =
        [
            "CHANGELOG.md", "KaceAzureAd.psd1", "THIRD-PARTY-NOTICES.txt",
            "bin/KaceAzureAd.Format.ps1xml", "bin/KaceAzureAd.Types.ps1xml", "bin/KaceAzureAd.psm1", "en-US/KaceAzureAd.dll-Help.xml",
            .. new[] { "net472", "net8.0" }.SelectMany(f => OwnAssemblies.SelectMany(a => new[] { $"bin/{f}/{a}.dll", $"bin/{f}/{a}.pdb" })),
            "bin/net8.0/KaceAzureAd.Loader.dll", "bin/net8.0/KaceAzureAd.Loader.pdb",
        ];
        var others = files.Except(own, StringComparer.Ordinal).ToList();
        Assert.Empty(own.Except(files, StringComparer.Ordinal));
        Assert.All(others, f => Assert.Matches(OtherFile(), f));
        Assert.Contains("bin/net8.0/Microsoft.Graph.dll", others);
        Assert.Contains("bin/net472/Microsoft.Graph.dll", others);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void Each_flavour_is_small(string flavour)
    {
        var size = PackagedModule.Files().Where(f => f.Key.StartsWith($"bin/{flavour}/", StringComparison.Ordinal)).Sum(f => new FileInfo(f.Value).Length);

        Assert.InRange(size, 1 * MegaByte, 15 * MegaByte);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void Only_unused_code_of_Microsoft_Graph_is_gone_and_its_identity_stays(string flavour)
    {
        var trimmed = PackagedModule.Files()[$"bin/{flavour}/Microsoft.Graph.dll"];

        var types = PackagedModule.Types(trimmed);
        Assert.Contains("Microsoft.Graph.GraphServiceClient", types);
        Assert.Contains("Microsoft.Graph.Models.ServicePrincipal", types);
        Assert.DoesNotContain("Microsoft.Graph.Drives.DrivesRequestBuilder", types);
        Assert.Equal("31bf3856ad364e35", Convert.ToHexStringLower(AssemblyName.GetAssemblyName(trimmed).GetPublicKeyToken()!));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void Our_assemblies_have_the_manifests_version(string flavour)
    {
        var files = PackagedModule.Files();
        using var engine = new PowerShellEngine();
        var version = (string)Assert.Single(engine.Invoke(
            "(& ([scriptblock]::Create([System.IO.File]::ReadAllText($manifest)))).ModuleVersion",
            new Dictionary<string, object?> { ["manifest"] = files["KaceAzureAd.psd1"] }).Output).BaseObject;

        Assert.All(
            files.Where(f => f.Key.StartsWith($"bin/{flavour}/KaceAzureAd", StringComparison.Ordinal) && f.Key.EndsWith(".dll", StringComparison.Ordinal)),
            f => Assert.Equal(version, AssemblyName.GetAssemblyName(f.Value).Version!.ToString(3)));
    }

    [Fact]
    public void Nothing_names_a_path_of_the_machine_that_built_it()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var paths = new[] { Paths.Root.TrimEnd('/', '\\'), packages }.SelectMany(p => new[] { Encoding.UTF8.GetBytes(p), Encoding.Unicode.GetBytes(p) }).ToList();

        Assert.All(PackagedModule.Files(), f =>
        {
            var content = File.ReadAllBytes(f.Value);
            Assert.DoesNotContain(paths, p => content.AsSpan().IndexOf(p) >= 0);
        });
    }

    // Libraries, and the topics of the help.
    [GeneratedRegex(@"^(bin/net(8\.0|472)/(?!KaceAzureAd)[A-Za-z0-9.]+\.dll|en-US/about_Kace[A-Za-z]+\.help\.txt)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherFile();
}
