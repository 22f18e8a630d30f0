using KaceAzureAd.Help.Pages;
using Markdig.Syntax;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>
/// The commands under one heading of a page, which run one after the other in one session. Words after "powershell" in the first line of a block say how:
/// <list type="bullet">
/// <item><c>live</c>: not run, for it needs a live tenant, or commands that the bare engine has not. Its commands and parameters are still held against the module.</item>
/// <item><c>signed-out</c>: nobody is signed in yet. Otherwise the tenant's administrator is, with what ExampleSession prepares.</item>
/// <item><c>scenario=NAME</c>: the emulator's scenario; <c>tenants=N</c>: with N tenants, for each of which there is a session, and none of them is the current one.</item>
/// <item><c>fails</c>: the commands leave an error, which the output shows.</item>
/// </list>
/// </summary>
internal sealed record Example(string Title, int Line, IReadOnlyList<ExampleBlock> Blocks)
{
    private static readonly string[] Known = ["live", "signed-out", "fails"];

    public string Scenario => Value("scenario") ?? "default";

    public int? Tenants => Value("tenants") is { } count ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : null;

    public bool IsSignedOut => Has("signed-out");

    private bool Has(string word) => Blocks.Any(b => b.Words.Contains(word));

    private string? Value(string name) => Blocks.SelectMany(b => b.Words).FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>The examples of a page, in its order.</summary>
    public static IReadOnlyList<Example> Of(Page page)
    {
        var examples = new List<Example>();
        var (title, line) = ("", 1);
        ExampleBlock? last = null;
        var blocks = new List<ExampleBlock>();
        foreach (var block in page.Document.Descendants().OfType<LeafBlock>())
        {
            if (block is HeadingBlock heading)
            {
                End();
                (title, line) = (Page.Text(heading), heading.Line + 1);
            }
            else if (block is FencedCodeBlock { Info: "powershell" } commands)
            {
                string[] words = commands.Arguments?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
                Assert.All(words, w => Assert.True(
                    Known.Contains(w) || w.StartsWith("scenario=", StringComparison.Ordinal) || w.StartsWith("tenants=", StringComparison.Ordinal),
                    $"{page.Path}({commands.Line + 1}): '{w}' is no word for a block of commands; there are live, signed-out, fails, scenario=NAME and tenants=N."));
                blocks.Add(last = new(commands.Lines.ToString(), commands.Line + 1, words, commands.Span.End + 1));
                continue;
            }
            else if (block is FencedCodeBlock { Info: "output" } output && last is not null)
            {
                last.Output = (output.Lines.ToString(), Start(page, output), Text(page, output).Length);
            }

            last = null;
        }

        End();
        return examples;

        void End()
        {
            if (blocks.Count > 0)
                examples.Add(new(title, line, [.. blocks]));

            blocks.Clear();
        }
    }

    /// <summary>Where a fenced block's contents begin.</summary>
    public static int Start(Page page, FencedCodeBlock block) => page.Source.IndexOf('\n', block.Span.Start) + 1;

    /// <summary>A fenced block's contents as they stand in the file.</summary>
    public static string Text(Page page, FencedCodeBlock block)
    {
        var start = Start(page, block);
        return page.Source[start..(page.Source.LastIndexOf('\n', block.Span.End) + 1)];
    }
}

/// <summary>A block of commands.</summary>
internal sealed record ExampleBlock(string Commands, int Line, IReadOnlyList<string> Words, int End)
{
    /// <summary>What it writes by the page, and where that stands; null where the page does not show it.</summary>
    public (string Text, int Start, int Length)? Output { get; set; }

    public bool IsLive => Words.Contains("live");

    public bool Fails => Words.Contains("fails");
}
