namespace KaceAzureAd.Help.Commands;

/// <summary>What the compiled cmdlet says of itself.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Sets">Its parameter sets, the default one first.</param>
/// <param name="Parameters">Its parameters by name, without the common ones.</param>
/// <param name="OutputTypes">Full names of what it says that it writes.</param>
public sealed record CommandFacts(string Name, IReadOnlyList<SetFacts> Sets, IReadOnlyList<ParameterFacts> Parameters, IReadOnlyList<string> OutputTypes)
{
    /// <summary>Full names of what it takes from the pipeline, each once.</summary>
    public IReadOnlyList<string> InputTypes { get; } =
        [.. Parameters.Where(p => p.Sets.Any(s => s.FromPipeline || s.FromPipelineByName)).Select(p => p.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>A parameter set.</summary>
/// <param name="Name">Its name; <c>__AllParameterSets</c> where there is but one.</param>
/// <param name="IsDefault">True for the one that holds where the parameters given leave it open.</param>
/// <param name="Syntax">The engine's own line of it, without the command's name and the common parameters.</param>
/// <param name="Parameters">Names of its parameters, in the order of that line.</param>
public sealed record SetFacts(string Name, bool IsDefault, string Syntax, IReadOnlyList<string> Parameters)
{
    /// <summary>As a page shows it.</summary>
    public string Title => Name + (IsDefault && Name != "__AllParameterSets" ? " (Default)" : "");
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Full name of its type.</param>
/// <param name="ShortType">Its type as a syntax line shows it.</param>
/// <param name="Default">Its value where none is given; empty where that is nothing.</param>
/// <param name="SupportsWildcards">True where it takes patterns.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Sets">How it is taken in each of its sets; one entry <c>(All)</c> where it is in all of them.</param>
/// <param name="IsHidden">True where completion does not offer it.</param>
/// <param name="AcceptedValues">All that it takes, where that is a list.</param>
public sealed record ParameterFacts(
    string Name, string Type, string ShortType, string Default, bool SupportsWildcards, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterInSet> Sets, bool IsHidden, IReadOnlyList<string> AcceptedValues)
{
    /// <summary>True for a switch, which takes no value.</summary>
    public bool IsSwitch => Type == "System.Management.Automation.SwitchParameter";

    /// <summary>How it is taken in a set.</summary>
    public ParameterInSet In(string set) => Sets.FirstOrDefault(s => s.Set == set) ?? Sets[0];
}

/// <summary>How a set takes a parameter.</summary>
/// <param name="Set">The set's name, or <c>(All)</c>.</param>
/// <param name="Position">Its place among arguments without names; null where it has to be named.</param>
/// <param name="IsRequired">True where it has to be given.</param>
/// <param name="FromPipeline">True where it takes what comes with the pipeline.</param>
/// <param name="FromPipelineByName">True where it takes the property of its name of that.</param>
public sealed record ParameterInSet(string Set, int? Position, bool IsRequired, bool FromPipeline, bool FromPipelineByName);
