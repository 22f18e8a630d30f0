using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>What the samples write that no run reaches: the examples in their help, and the suite for Pester.</summary>
public sealed class SampleUseTests
{
    private static readonly string Folder = Path.Combine(Paths.Root, "samples");

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Folder, "*.ps1", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Each_parameter_that_it_gives_is_one_of_the_command(string name)
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);
        var cmdlets = engine.Invoke("Get-Command -Module KaceAzureAd").Output.Select(o => (CommandInfo)o.BaseObject)
            .ToDictionary(c => c.Name, c => c.Parameters.Keys.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var script = Parser.ParseFile(Path.Combine(Folder, name), out _, out var errors);
        var own = script.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath).Concat(Cmdlet.CommonParameters).Concat(Cmdlet.OptionalCommonParameters).ToHashSet(StringComparer.Ordinal);
        var help = script.GetHelpContent();

        Assert.Empty(errors);
        Assert.False(string.IsNullOrWhiteSpace(help.Synopsis));
        Assert.NotEmpty(help.Examples);

        // Pester hands the suite its parameters, and says nothing of them.
        if (!name.EndsWith(".Tests.ps1", StringComparison.Ordinal))
            Assert.Equal(script.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath.ToUpperInvariant()).Order(StringComparer.Ordinal), help.Parameters.Keys.Order(StringComparer.Ordinal));

        // An example's remarks are read as commands too, of names that nobody knows.
        var uses = help.Examples.Select(e => (Ast)Parser.ParseInput(e, out _, out _)).Prepend(script)
            .SelectMany(a => a.FindAll(c => c is CommandAst, searchNestedScriptBlocks: true)).Cast<CommandAst>()
            .Select(c => (Name: c.GetCommandName() ?? "", Given: c.CommandElements.OfType<CommandParameterAst>().Select(p => p.ParameterName)))
            .ToList();

        Assert.Contains(uses, u => cmdlets.ContainsKey(u.Name));
        foreach (var (command, given) in uses)
        {
            var known = command.EndsWith('/' + Path.GetFileName(name), StringComparison.Ordinal) ? own : cmdlets.GetValueOrDefault(command);
            if (known is null)
                Assert.False(Path.GetExtension(command) == "" && IsOfTheModule(command), $"There is no {command}.");
            else
                Assert.All(given, p => Assert.True(known.Contains(p), $"{command} has no parameter {p}."));
        }
    }

    // Verb-KaceNoun. The runbooks' own names are files, and arguments of others.
    private static bool IsOfTheModule(string command) => command.Split('-') is [_, var noun] && noun.StartsWith("Kace", StringComparison.Ordinal);
}
