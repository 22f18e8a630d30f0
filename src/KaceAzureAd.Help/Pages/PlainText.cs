using System.Globalization;
using System.Text;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KaceAzureAd.Help.Pages;

/// <summary>Markdown as Get-Help shows it: text alone.</summary>
public static class PlainText
{
    /// <summary>Paragraphs; each is one line, but for code, whose lines stay as they are.</summary>
    public static IReadOnlyList<string> Of(Page page, IEnumerable<Block> blocks) => [.. blocks.SelectMany(b => Of(page, b))];

    /// <summary>A run of text. Links to other pages are their text alone; others name their address.</summary>
    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                LinkInline { Url: { } url } link when url.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Of((ContainerInline)link) is var words => words == url ? url : $"{words} ({url})",
                ContainerInline container => Of(container),
                AutolinkInline link => link.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                _ => "",
            });
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(Page page, Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        YamlFrontMatterBlock => [],
        CodeBlock code => [code.Lines.ToString()],
        ListBlock list => list.OfType<ListItemBlock>().Select((item, i) =>
            (list.IsOrdered ? (i + 1).ToString(CultureInfo.InvariantCulture) + ". " : "- ") + string.Join(' ', item.SelectMany(b => Of(page, b)))),
        QuoteBlock quote => quote.SelectMany(b => Of(page, b)),
        LinkReferenceDefinitionGroup => [],
        _ => throw page.Fault(block.Line + 1, "Get-Help cannot show a " + block.GetType().Name.Replace("Block", "", StringComparison.Ordinal).ToLowerInvariant() + ": use paragraphs, lists and code."),
    };
}
