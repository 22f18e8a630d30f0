using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using KaceAzureAd.Help.Commands;
using KaceAzureAd.Help.Pages;

namespace KaceAzureAd.Help.Output;

/// <summary>The help file of cmdlets: prose from the pages, everything else from the cmdlets. A cmdlet without a page has its syntax alone.</summary>
internal static class MamlFile
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Make(IReadOnlyList<CommandFacts> commands, IReadOnlyList<CommandPage> pages)
    {
        var items = new XElement(
            Root + "helpItems", new XAttribute("schema", "maml"),
            commands.Select(c => Make(c, pages.FirstOrDefault(p => string.Equals(p.Name, c.Name, StringComparison.OrdinalIgnoreCase)))));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            items.Save(writer);
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static XElement Make(CommandFacts command, CommandPage? page) => new(
        Command + "command", new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            new XElement(Command + "verb", command.Name.Split('-')[0]),
            new XElement(Command + "noun", command.Name.Split('-')[1]),
            Description(page is null ? [] : [page.Synopsis])),
        Description(page?.Description ?? []),
        new XElement(Command + "syntax", command.Sets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", command.Name),
            set.Parameters.Select(name => Parameter(command.Parameters.First(p => p.Name == name), set.Name, text: null))))),
        new XElement(Command + "parameters", command.Parameters.Select(p => Parameter(p, set: null, page?.Parameters.FirstOrDefault(t => t.Name == p.Name)?.Text ?? []))),
        new XElement(Command + "inputTypes", (page?.Inputs ?? []).Select(i => new XElement(Command + "inputType", Type(i.Type), Description(i.Text)))),
        new XElement(Command + "returnValues", (page?.Outputs ?? []).Select(o => new XElement(Command + "returnValue", Type(o.Type), Description(o.Text)))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page?.Notes ?? []))),
        new XElement(Command + "examples", (page?.Examples ?? []).Select(e => new XElement(
            Command + "example",
            new XElement(Maml + "title", e.Title),
            new XElement(Dev + "code", e.Code),
            new XElement(Dev + "remarks", /* An empty paragraph keeps the next example off. */ Paragraphs([.. e.Before, .. e.After, ""]))))),
        new XElement(Command + "relatedLinks", (page?.Links ?? []).Select(l => new XElement(
            Maml + "navigationLink", new XElement(Maml + "linkText", l.Title), new XElement(Maml + "uri", l.Address ?? "")))));

    /// <summary>In a line of syntax, a list of values stands for itself; in the list of parameters, what is said of it.</summary>
    private static XElement Parameter(ParameterFacts parameter, string? set, IReadOnlyList<string>? text)
    {
        var use = set is null ? parameter.Sets[0] : parameter.In(set);
        return new(
            Command + "parameter",
            new XAttribute("required", Flag(set is null ? parameter.Sets.All(s => s.IsRequired) : use.IsRequired)),
            new XAttribute("variableLength", Flag(parameter.Type.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Flag(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", Pipeline(set is null ? parameter.Sets : [use])),
            new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            text is null ? null : Description(text),
            parameter.IsSwitch ? null : text is null && parameter.AcceptedValues.Count > 0
                ? new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(v => Value(v)))
                : Value(parameter.ShortType),
            Type(parameter.Type),
            new XElement(Dev + "defaultValue", parameter.Default.Length == 0 ? "None" : parameter.Default));

        static XElement Value(string value) => new(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), value);
    }

    private static string Pipeline(IReadOnlyList<ParameterInSet> sets)
    {
        string[] ways = [.. sets.Any(s => s.FromPipeline) ? ["ByValue"] : Array.Empty<string>(), .. sets.Any(s => s.FromPipelineByName) ? ["ByPropertyName"] : Array.Empty<string>()];
        return ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name));

    private static XElement Description(IReadOnlyList<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IReadOnlyList<string> paragraphs) => paragraphs.Select(p => new XElement(Maml + "para", p));

    private static string Flag(bool value) => value ? "true" : "false";
}
