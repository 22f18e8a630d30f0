using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Help.Commands;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>Holds commands as they are written against the module: that its cmdlets and parameters have these names, and that a parameter set takes them together.</summary>
internal static class CommandUse
{
    private static readonly IEnumerable<string> Common = Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters).Concat(["vb", "db", "ea", "ev", "ov", "wi", "cf", "wa", "iv", "infa", "pv", "proga"]);

    /// <summary>What is wrong with some commands; empty where nothing is.</summary>
    public static IEnumerable<string> Faults(string commands, IReadOnlyList<CommandFacts> module)
    {
        var script = Parser.ParseInput(commands, out _, out var errors);
        return errors.Select(e => $"PowerShell cannot read '{e.Extent.Text}': {e.Message}")
            .Concat(script.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().SelectMany(c => Faults(c, module)));
    }

    /// <summary>The same of code in a sentence, where a name or a part of a command stands for the whole: its names alone are looked at.</summary>
    public static IEnumerable<string> NamesFaults(string code, IReadOnlyList<CommandFacts> module) =>
        Faults(code, module).Where(f => !f.StartsWith("No parameter set", StringComparison.Ordinal) && !f.StartsWith("PowerShell cannot", StringComparison.Ordinal));

    /// <summary>True where this is a parameter's name in some of the module's cmdlets, or a common one.</summary>
    public static bool IsParameter(string name, IReadOnlyList<CommandFacts> module) =>
        Common.Contains(name, StringComparer.OrdinalIgnoreCase) || module.Any(c => c.Parameters.Any(p => Is(p, name)));

    /// <summary>True for a name that only a cmdlet of this module can have.</summary>
    public static bool IsOurs(string name) => name.Contains("-Kace", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Faults(CommandAst use, IReadOnlyList<CommandFacts> module)
    {
        if (use.GetCommandName() is not { } name || !IsOurs(name))
            yield break;

        if (module.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } command)
        {
            yield return $"The module has no cmdlet {name}.";
            yield break;
        }

        var given = new List<ParameterFacts>();
        var values = 0;
        var elements = use.CommandElements.Skip(1).ToList();
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i] is VariableExpressionAst { Splatted: true })
                yield break; // What it holds is known when it runs.

            if (elements[i] is not CommandParameterAst parameter)
            {
                values++;
                continue;
            }

            var found = command.Parameters.FirstOrDefault(p => Is(p, parameter.ParameterName));
            if (found is null && !Common.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{command.Name} has no parameter -{parameter.ParameterName}.";
                yield break;
            }

            if (found is not null)
                given.Add(found);

            if (parameter.Argument is null && found is not { IsSwitch: true } && i + 1 < elements.Count && elements[i + 1] is not CommandParameterAst)
                i++;
        }

        var isPiped = use.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != use;
        if (!command.Sets.Any(s => Fits(command, s, given, values, isPiped)))
            yield return $"No parameter set of {command.Name} takes '{use.Extent.Text}'.";
    }

    private static bool Fits(CommandFacts command, SetFacts set, List<ParameterFacts> given, int values, bool isPiped)
    {
        var free = command.Parameters.Where(p => set.Parameters.Contains(p.Name) && p.In(set.Name).Position is not null && !given.Contains(p)).OrderBy(p => p.In(set.Name).Position).ToList();
        return given.TrueForAll(g => set.Parameters.Contains(g.Name)) && values <= free.Count
            && command.Parameters.Where(p => set.Parameters.Contains(p.Name) && p.In(set.Name).IsRequired)
                .All(p => given.Contains(p) || free.Take(values).Contains(p) || (isPiped && p.In(set.Name) is { FromPipeline: true } or { FromPipelineByName: true }));
    }

    private static bool Is(ParameterFacts parameter, string name) =>
        string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase) || parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
