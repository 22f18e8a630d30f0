using System.Text.RegularExpressions;

namespace KaceAzureAd.Core.Tests.Documentation;

/// <summary>No text is run as code, wherever it comes from: nothing that could is called, in the module, its scripts, its samples and what builds it.</summary>
public sealed partial class TextAsCodeTests
{
    // The script block that a caller gives for -FederatedToken; the engine of the rehearsal, which is there to run scripts.
    private static readonly string[] Allowed = ["src/KaceAzureAd/Commands/Base/FederatedTokenArgument.cs", "src/KaceAzureAd.Rehearsal/Engine/ShowResultCommand.cs", "src/KaceAzureAd.Rehearsal/Engine/PowerShellEngine.cs"];

    [Fact]
    public void Nothing_runs_text_as_code()
    {
        var files = new[] { "*.cs", "*.ps1", "*.psm1", "*.psd1", "*.ps1xml" }.SelectMany(RepositoryFile.All).Select(f => (Path: RepositoryFile.Relative(f), Text: File.ReadAllText(f)))
            .Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal) && !f.Path.StartsWith("bench/", StringComparison.Ordinal)).ToList();

        Assert.All(["src/KaceAzureAd/KaceAzureAd.psm1", "build.ps1", "src/KaceAzureAd.Core/Kace/SettingUri.cs"], f => Assert.Contains(f, files.Select(x => x.Path)));
        Assert.Contains(files, f => f.Path.StartsWith("samples/", StringComparison.Ordinal));
        Assert.Equal(Allowed.Order(StringComparer.Ordinal), files.Where(f => RunsText().IsMatch(f.Text)).Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Invoke-Expression $x")]
    [InlineData("$x | iex")]
    [InlineData("& ([scriptblock]::Create($x))")]
    [InlineData("shell.AddScript(x)")]
    [InlineData("$ExecutionContext.InvokeCommand.InvokeScript($x)")]
    [InlineData("ScriptBlock.Create(x)")]
    [InlineData("$ExecutionContext.InvokeCommand.ExpandString($x)")]
    [InlineData("Add-Type -TypeDefinition $x")]
    public void The_search_finds_what_could(string code) => Assert.Matches(RunsText(), code);

    [GeneratedRegex(@"Invoke-Expression|\biex\b|ScriptBlock\]?(::|\.)Create|\.AddScript\(|InvokeScript\(|NewScriptBlock\(|ExpandString\(|Add-Type\s+(-TypeDefinition|-MemberDefinition)|CSharpScript|Assembly\.Load\(byte", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RunsText();
}
