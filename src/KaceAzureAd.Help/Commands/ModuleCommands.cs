using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace KaceAzureAd.Help.Commands;

/// <summary>Asks the real engine what a module's cmdlets take: it binds their parameters, so nobody knows better.</summary>
public static class ModuleCommands
{
    /// <summary>The cmdlets of a module, by name.</summary>
    /// <param name="manifest">Path of its manifest.</param>
    public static IReadOnlyList<CommandFacts> Read(string manifest)
    {
        using var runspace = RunspaceFactory.CreateRunspace(State());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop);
        var module = (PSModuleInfo)shell.Invoke()[0].BaseObject;

        // Cmdlets look for their runspace when they are made.
        var before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = runspace;
        try
        {
            return [.. module.ExportedCmdlets.Values.OrderBy(c => c.Name, StringComparer.Ordinal).Select(Facts)];
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        return state;
    }

    private static CommandFacts Facts(CmdletInfo command)
    {
        var cmdlet = Activator.CreateInstance(command.ImplementingType)!;
        return new(
            command.Name,
            [.. command.ParameterSets.OrderByDescending(s => s.IsDefault).Select(Set)],
            [.. command.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Select(p => Parameter(p, command, cmdlet))],
            [.. command.OutputType.Select(t => t.Name)]);
    }

    private static SetFacts Set(CommandParameterSetInfo set) => new(
        set.Name, set.IsDefault, set.ToString().Replace("[<CommonParameters>]", "", StringComparison.Ordinal).Trim(),
        [.. set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
            .OrderBy(p => p.Position >= 0 ? p.Position : int.MaxValue).ThenByDescending(p => p.IsMandatory)
            .ThenBy(p => Cmdlet.OptionalCommonParameters.Contains(p.Name)).Select(p => p.Name)]);

    private static ParameterFacts Parameter(ParameterMetadata parameter, CmdletInfo command, object cmdlet)
    {
        var property = command.ImplementingType.GetProperty(parameter.Name); // None for -WhatIf and -Confirm, which the engine adds.
        ParameterInSet[] sets =
        [
            .. parameter.ParameterSets.Select(s => new ParameterInSet(
                s.Key == ParameterAttribute.AllParameterSets ? "(All)" : s.Key, s.Value.Position >= 0 ? s.Value.Position : null,
                s.Value.IsMandatory, s.Value.ValueFromPipeline, s.Value.ValueFromPipelineByPropertyName)).OrderBy(s => s.Set, StringComparer.Ordinal),
        ];
        return new(
            parameter.Name, $"{parameter.ParameterType}", ShortName(parameter.ParameterType), Array.TrueForAll(sets, s => s.IsRequired) ? "" : Text(property?.GetValue(cmdlet)),
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(), [.. parameter.Aliases], sets,
            parameter.Attributes.OfType<ParameterAttribute>().Any(p => p.DontShow), Accepted(parameter));
    }

    private static string ShortName(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
        var name = ToStringCodeMethods.Type(new PSObject(element)); // "string"; with its namespace and assembly where PowerShell has no name of its own for it
        return (name.Contains('.', StringComparison.Ordinal) ? element.Name : name) + (type.IsArray ? "[]" : "");
    }

    private static string Text(object? value) => value switch
    {
        SwitchParameter on => $"{on.IsPresent}",
        string text => text,
        IEnumerable values => string.Join(", ", values.Cast<object>()),
        _ => $"{value}",
    };

    private static IReadOnlyList<string> Accepted(ParameterMetadata parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues] : type.IsEnum ? Enum.GetNames(type) : [];
    }
}
