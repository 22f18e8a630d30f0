using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KaceAzureAd.Help.Pages;

/// <summary>A markdown file: its blocks under the headings that they stand under.</summary>
public sealed class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    private Page(string path, string source)
    {
        Path = path;
        Source = source;
        Document = Markdown.Parse(source, Pipeline);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its text, with line feeds alone.</summary>
    public string Source { get; }

    /// <summary>The same, parsed.</summary>
    public MarkdownDocument Document { get; }

    /// <summary>Reads a file.</summary>
    public static Page Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The sections of a level among some blocks: each heading of it, and what follows until the next one of that level or above.</summary>
    public static IReadOnlyList<Section> Sections(IEnumerable<Block> blocks, int level)
    {
        var sections = new List<Section>();
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level <= level)
            {
                if (heading.Level == level)
                {
                    sections.Add(new(Text(heading), heading.Line + 1, []));
                }
            }
            else if (sections.Count > 0)
            {
                sections[^1].Blocks.Add(block);
            }
        }

        return sections;
    }

    /// <summary>A page's failure at a block.</summary>
    public PageException Fault(int line, string message) => new(Path, line, message);

    /// <summary>A heading's text.</summary>
    public static string Text(LeafBlock block) => PlainText.Of(block.Inline);

    /// <summary>The code spans of the page's prose, with their lines.</summary>
    public IEnumerable<(string Code, int Line)> CodeSpans => Document.Descendants<CodeInline>().Select(c => (c.Content, c.Line + 1));
}

/// <summary>A heading and what stands under it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Line">Its line, from 1 on.</param>
/// <param name="Blocks">What follows.</param>
public sealed record Section(string Title, int Line, List<Block> Blocks);
