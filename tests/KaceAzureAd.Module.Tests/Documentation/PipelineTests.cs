using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>In every pipeline that help, guides and samples show, a cmdlet takes all that the one before it can write.</summary>
public sealed class PipelineTests : OutputSamples
{
    // What a cmdlet says of a tenant's state, or of a value that it cannot do without: the input was taken.
    private static readonly string[] Taken =
    [
        "KaceAad.AppIdNotFound", "KaceAad.AppNotFound", "KaceAad.InvalidTenant", "KaceAad.NoSession", "KaceAad.NothingToReport",
        "KaceAad.PlanOutdated", "KaceAad.TokenForAnotherTenant",
    ];

    // These end sessions, or make one the current one: the others come first.
    private static readonly string[] Last = ["Connect-KaceAad", "Disconnect-KaceAad"];

    // A session is no more than its text in another process; settings and plans have files of their own, for an address comes back with
    // other letters; and a report says itself that it takes only what ran here.
    private static readonly string[] Live =
    [
        "KaceAzureAd.Sessions.KaceAadSession", "KaceAzureAd.Kace.KaceAadSetting", "KaceAzureAd.Connection.KaceAadPlan",
        "Export-KaceAadReport",
    ];

    [Fact]
    public void Each_cmdlet_takes_whatever_the_one_before_it_writes()
    {
        var types = RunWell("Get-Command -Module KaceAzureAd").Output.Select(o => (CmdletInfo)o.BaseObject)
            .ToDictionary(c => c.Name, Types, StringComparer.OrdinalIgnoreCase);
        var uses = Pipelines.All.DistinctBy(p => (p.Writer.ToUpperInvariant(), p.Reader.Extent.Text))
            .OrderBy(p => Array.IndexOf(Last, p.Reader.GetCommandName())).ToList();
        RunWell("$token = $Rehearsal.AccessToken('admin', 'User.Read')");
        Session.Engine.Runspace.SessionStateProxy.Path.SetLocation(Folder);

        var faults = uses.SelectMany(use => types[use.Writer].SelectMany(type => Faults(use, type))).Distinct().ToList();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Contains(uses, u => u is { Writer: "Set-KaceAadConnection" } && u.Reader.GetCommandName() == "Undo-KaceAadChange");
        Assert.Contains(uses, u => u is { Writer: "Import-KaceAadSetting" } && u.Reader.GetCommandName() == "Connect-KaceAad");
    }

    // True and False come with -Quiet alone, and nothing takes them.
    private static IReadOnlyList<string> Types(CmdletInfo command) =>
        [.. command.OutputType.Select(t => t.Name).Where(n => n is not ("System.Void" or "System.Boolean"))];

    private IEnumerable<string> Faults(PipedUse use, string type)
    {
        var outputs = Kinds(type);
        Assert.True(outputs.Count > 0, $"There is no output of the type {type}.");
        var command = Command(use.Reader);
        foreach (var (lacks, value) in outputs.SelectMany(Variants))
        {
            var isLive = Live.Contains(type) || Live.Contains(use.Reader.GetCommandName());
            foreach (var given in isLive ? [value] : new[] { value, ReadBack(value) })
            {
                var variables = new Dictionary<string, object?> { ["piped"] = given };
                foreach (var error in Session.Engine.Invoke($"$piped | {command}", variables).Errors)
                {
                    var id = error.FullyQualifiedErrorId.Split(',')[0];
                    if (!Taken.Contains(id))
                        yield return $"{use}: {given.TypeNames[0]} without {lacks}: {id}: {error}";
                }
            }
        }
    }

    /// <summary>
    /// The command as the page has it, with the arguments that are known here; what it would change is only told. A page's way of
    /// signing in does not matter: what comes with the pipeline is the tenant.
    /// </summary>
    private string Command(CommandAst command)
    {
        var name = command.GetCommandName();
        if (name == "Connect-KaceAad")
            return name + " -Environment Emulator -AccessToken $token";

        var elements = command.CommandElements.Skip(1).ToList();
        var arguments = new List<string>();
        for (var i = 0; i < elements.Count; i++)
        {
            var parameter = elements[i] as CommandParameterAst;
            var value = parameter is null ? elements[i] : parameter.Argument;
            if (value is null && elements.ElementAtOrDefault(i + 1) is { } next and not CommandParameterAst)
                (value, i) = (next, i + 1);

            if (value is null || Variables(value).All(v => !v.Splatted && IsKnown(v)))
                arguments.Add(parameter?.Argument is null ? $"{parameter?.Extent.Text} {value?.Extent.Text}" : parameter.Extent.Text);
            else if (parameter?.ParameterName.EndsWith("Path", StringComparison.Ordinal) == true)
                arguments.Add($"{parameter.Extent.Text} {Folder}/given.html");
        }

        var changes = Session.Engine.Invoke($"(Get-Command {name}).Parameters.ContainsKey('WhatIf')").Output.Single().BaseObject is true;
        return $"{name} {string.Join(' ', arguments)}{(changes && !arguments.Contains("-WhatIf ") ? " -WhatIf" : "")}";
    }

    private static IEnumerable<VariableExpressionAst> Variables(Ast ast) =>
        ast.FindAll(a => a is VariableExpressionAst, searchNestedScriptBlocks: true).Cast<VariableExpressionAst>();

    private bool IsKnown(VariableExpressionAst variable) =>
        Session.Engine.Runspace.SessionStateProxy.GetVariable(variable.VariablePath.UserPath) is not null;
}
