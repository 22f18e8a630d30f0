namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>The module may lie in any folder, whatever its name and whoever may write to it.</summary>
public sealed class FolderTests
{
    private static readonly string[] Well =
        ["imported True", "from there True", "help True", "topic True", "again True", "removed True", "and again True"];

    [Theory]
    [InlineData("with spaces")]
    [InlineData("with [brackets]")]
    [InlineData("[x]")]
    [InlineData("it's")]
    [InlineData("$HOME $(1)")]
    [InlineData("back`tick")]
    [InlineData("Umläute, 日本語, Ω")]
    [InlineData("a&b;c,d (e) {f} #g %20 ~h +i @j ^k =l")]
    public async Task A_folder_may_have_any_name(string name)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(Well, await UseAsync(Path.Combine(folder.Path, name)));
    }

    [Fact]
    public async Task A_folder_may_be_read_only_and_nothing_is_written_there()
    {
        using var folder = new TemporaryFolder();
        var module = Path.Combine(folder.Path, "module");
        Copy(module);
        SetReadOnly(module, true);
        try
        {
            var before = Files(module);

            Assert.Equal(Well, await UseAsync(module));

            Assert.Equal(before, Files(module));
        }
        finally
        {
            SetReadOnly(module, false);
        }
    }

    private static async Task<string[]> UseAsync(string module)
    {
        if (!Directory.Exists(module))
            Copy(module);
        var (_, output) = await ChildShell.RunAsync(
            """
            function Get-Name { (Get-KaceAadEnvironment Global).Name }
            Import-Module $env:MODULE_MANIFEST
            "imported $((Get-Name) -eq 'Global')"
            $folder = [System.IO.Path]::GetDirectoryName((Get-Command Get-KaceAadEnvironment).ImplementingType.Assembly.Location)
            "from there $($folder -eq [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($env:MODULE_MANIFEST), 'bin', 'net8.0'))"
            "help $((Get-Help Connect-KaceAad).Synopsis -like 'Signs in*')"
            "topic $("$(Get-Help about_KaceAzureAd)".Length -gt 500)"
            Import-Module $env:MODULE_MANIFEST -Force
            "again $((Get-Name) -eq 'Global')"
            Remove-Module KaceAzureAd
            "removed $(@(Get-Module -All).Where({ $_.Name -like '*Kace*' }).Count -eq 0)"
            Import-Module $env:MODULE_MANIFEST
            "and again $((Get-Name) -eq 'Global')"
            """,
            ("MODULE_MANIFEST", Path.Combine(module, "KaceAzureAd.psd1")));
        return output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Copy(string module)
    {
        Paths.CopyModule(module, withCmdlets: true);
        var help = Directory.CreateDirectory(Path.Combine(module, "en-US"));
        foreach (var file in Directory.GetFiles(Path.Combine(Paths.Module, "en-US")))
            File.Copy(file, Path.Combine(help.FullName, Path.GetFileName(file)));
    }

    private static List<string> Files(string module) =>
        [
            .. new DirectoryInfo(module).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Select(f => $"{f.FullName} {f.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal),
        ];

    private static void SetReadOnly(string module, bool isReadOnly)
    {
        foreach (var file in Directory.GetFiles(module, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, isReadOnly ? FileAttributes.ReadOnly : FileAttributes.Normal);

        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        foreach (var folder in Directory.GetDirectories(module, "*", SearchOption.AllDirectories).Append(module))
            File.SetUnixFileMode(folder, isReadOnly ? ReadOnly : ReadOnly | UnixFileMode.UserWrite);
    }
}
