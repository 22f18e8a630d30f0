using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KaceAzureAd.Help.Pages;

/// <summary>A cmdlet's page, in the platyPS schema of 2024-05-01. Each text is a list of paragraphs.</summary>
public sealed record CommandPage
{
    /// <summary>The cmdlet.</summary>
    public required string Name { get; init; }

    /// <summary>The file, parsed.</summary>
    public required Page Page { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The lines of syntax, by the heading of their set.</summary>
    public required IReadOnlyList<(string Title, FencedCodeBlock Block)> Syntax { get; init; }

    /// <summary>The examples.</summary>
    public required IReadOnlyList<PageExample> Examples { get; init; }

    /// <summary>The parameters, without the common ones.</summary>
    public required IReadOnlyList<PageParameter> Parameters { get; init; }

    /// <summary>What comes with the pipeline: types and what they are for.</summary>
    public required IReadOnlyList<(string Type, IReadOnlyList<string> Text)> Inputs { get; init; }

    /// <summary>What is written: types and what they are.</summary>
    public required IReadOnlyList<(string Type, IReadOnlyList<string> Text)> Outputs { get; init; }

    /// <summary>Permissions, roles, and what else is to be known.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Other pages: their titles and, where they are not of this module, their addresses.</summary>
    public required IReadOnlyList<(string Title, string? Address)> Links { get; init; }

    /// <summary>The pages of a folder, by name.</summary>
    public static IReadOnlyList<CommandPage> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*-*.md").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Reads a page.</summary>
    /// <exception cref="PageException">It has not the sections of a cmdlet's page.</exception>
    public static CommandPage Read(string path)
    {
        var page = Page.Read(path);
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        if (Page.Sections(page.Document, 1) is not [var whole] || whole.Title != name)
        {
            throw page.Fault(1, $"The page has to have the one heading '# {name}'.");
        }

        var sections = Page.Sections(page.Document, 2);
        return new CommandPage
        {
            Name = name,
            Page = page,
            Synopsis = string.Join(' ', Text("SYNOPSIS")),
            Description = Text("DESCRIPTION"),
            Syntax = [.. Parts("SYNTAX").Select(s => (s.Title, s.Blocks.OfType<FencedCodeBlock>().FirstOrDefault() ?? throw page.Fault(s.Line, "There is no line of syntax under this heading.")))],
            Examples = [.. Parts("EXAMPLES").Select(s => PageExample.Of(page, s))],
            Parameters = [.. Parts("PARAMETERS").Where(s => s.Title.StartsWith('-')).Select(s => PageParameter.Of(page, s))],
            Inputs = Types("INPUTS"),
            Outputs = Types("OUTPUTS"),
            Notes = Text("NOTES"),
            Links = [.. Find("RELATED LINKS").Blocks.SelectMany(b => b.Descendants<LinkInline>()).Select(Link)],
        };

        Section Find(string title) => sections.FirstOrDefault(s => s.Title == title) ?? throw page.Fault(1, $"The page has no section '## {title}'.");

        IReadOnlyList<string> Text(string title) => PlainText.Of(page, Find(title).Blocks);

        IReadOnlyList<Section> Parts(string title) => Page.Sections(Find(title).Blocks, 3);

        IReadOnlyList<(string, IReadOnlyList<string>)> Types(string title) => [.. Parts(title).Select(s => (s.Title, PlainText.Of(page, s.Blocks)))];

        static (string, string?) Link(LinkInline link) =>
            (PlainText.Of((ContainerInline)link), link.Url is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? url : null);
    }
}

/// <summary>A parameter of a page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What is said of it.</param>
/// <param name="Yaml">Its attributes.</param>
public sealed record PageParameter(string Name, IReadOnlyList<string> Text, FencedCodeBlock Yaml)
{
    internal static PageParameter Of(Page page, Section section) => new(
        section.Title[1..],
        PlainText.Of(page, section.Blocks.Where(b => b is not FencedCodeBlock { Info: "yaml" })),
        section.Blocks.OfType<FencedCodeBlock>().FirstOrDefault(b => b.Info == "yaml") ?? throw page.Fault(section.Line, "The parameter has no block of YAML with its attributes."));
}

/// <summary>An example of a page: what is said before it, the commands with their output, and what is said after.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Before">What it is for.</param>
/// <param name="Code">Commands and output, as on a screen.</param>
/// <param name="After">What is to be seen in it.</param>
/// <param name="Blocks">All of it.</param>
public sealed record PageExample(string Title, IReadOnlyList<string> Before, string Code, IReadOnlyList<string> After, IReadOnlyList<Block> Blocks)
{
    internal static PageExample Of(Page page, Section section)
    {
        var before = section.Blocks.TakeWhile(b => b is not FencedCodeBlock).ToList();
        var code = section.Blocks.Skip(before.Count).TakeWhile(b => b is FencedCodeBlock).ToList();
        return code.Count == 0
            ? throw page.Fault(section.Line, "The example has no block of code.")
            : new(section.Title, PlainText.Of(page, before), string.Join("\n\n", PlainText.Of(page, code)), PlainText.Of(page, section.Blocks.Skip(before.Count + code.Count)), section.Blocks);
    }
}
