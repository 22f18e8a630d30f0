using System.Text;
using KaceAzureAd.Help.Pages;
using Markdig.Syntax;

namespace KaceAzureAd.Help.Output;

/// <summary>A topic's text file. Get-Help takes its fifth line for the synopsis.</summary>
internal static class AboutFile
{
    private const int Width = 80;

    public static string Make(AboutPage page)
    {
        var text = new StringBuilder();
        text.Append("TOPIC\n    ").Append(page.Name).Append("\n\nSHORT DESCRIPTION\n    ").Append(page.Synopsis).Append('\n');
        foreach (var section in page.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n');
            foreach (var block in section.Blocks)
            {
                Append(text, page.Page, block);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Page page, Block block)
    {
        if (block is HeadingBlock heading)
        {
            text.Append("\n  ").Append(Page.Text(heading)).Append('\n');
            return;
        }

        foreach (var (paragraph, i) in PlainText.Of(page, [block]).Select((p, i) => (p, i)))
        {
            if (i == 0 || block is not ListBlock)
            {
                text.Append(block is ListBlock && i > 0 || IsFirst(text) ? "" : "\n");
            }

            foreach (var line in block is CodeBlock ? paragraph.Split('\n').Select(l => "        " + l) : Wrap(paragraph, block is ListBlock ? 2 : 0))
            {
                text.Append(line.TrimEnd()).Append('\n');
            }
        }
    }

    // Right under a heading.
    private static bool IsFirst(StringBuilder text)
    {
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        return !lines[^1].StartsWith("    ", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Wrap(string paragraph, int hanging)
    {
        var line = "   ";
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > Width && line.Trim().Length > 0)
            {
                yield return line;
                line = new string(' ', 3 + hanging);
            }

            line += " " + word;
        }

        yield return line;
    }
}
