using KaceAzureAd.Help.Commands;
using KaceAzureAd.Help.Pages;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;
using Markdig.Syntax;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>The help: a page for each cmdlet, in step with the code, and Get-Help shows it.</summary>
[Collection("Documentation")]
public sealed class HelpTests
{
    private const string ToDo = "Correct the page in docs/en-US (KACEAAD_UPDATE_EXAMPLES=1 rewrites its syntax and attributes).";

    private static readonly Lazy<IReadOnlyList<CommandFacts>> Module = new(() => ModuleCommands.Read(Paths.Manifest));

    private static readonly Lazy<PowerShellEngine> Engine = new(() =>
    {
        var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);
        return engine;
    });

    public static TheoryData<string> Cmdlets { get; } = new(DocumentationFiles.Cmdlets);

    public static TheoryData<string> Topics { get; } = new(Directory.EnumerateFiles(DocumentationFiles.Pages, "about_*.md").Select(p => Path.GetFileNameWithoutExtension(p)!).Order());

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Assert.Equal(Module.Value.Select(c => c.Name), DocumentationFiles.Cmdlets, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Syntax_and_parameters_are_those_of_the_code(string name)
    {
        var (page, command) = (Read(name), Command(name));

        Assert.Equal(command.Sets.Select(s => s.Title), page.Syntax.Select(s => s.Title));
        Assert.Equal(command.Parameters.Select(p => p.Name), page.Parameters.Select(p => p.Name));
        (FencedCodeBlock Block, string Expected)[] facts =
        [
            .. page.Syntax.Zip(command.Sets, (shown, set) => (shown.Block, PageFacts.Syntax(command, set))),
            .. page.Parameters.Zip(command.Parameters, (shown, parameter) => (shown.Yaml, PageFacts.Yaml(parameter))),
        ];
        if (DocumentationFiles.Updates)
        {
            DocumentationFiles.Rewrite(page.Page.Path, page.Page.Source, facts.Select(f => (Example.Start(page.Page, f.Block), Example.Text(page.Page, f.Block).Length, f.Expected + "\n")));
            return;
        }

        Assert.All(facts, f => Assert.True(f.Expected == f.Block.Lines.ToString().Trim('\n'), $"docs/en-US/{name}.md({f.Block.Line + 1}) should have:\n{f.Expected}\n{ToDo}"));
        Assert.Equal(command.InputTypes, page.Inputs.Select(i => i.Type).Order(StringComparer.Ordinal));
        Assert.Equal(command.OutputTypes, page.Outputs.Select(o => o.Type));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_is_complete(string name)
    {
        var page = Read(name);

        Assert.DoesNotContain("{{", page.Page.Source, StringComparison.Ordinal);
        Assert.All(page.Parameters, p => Assert.True(p.Text.Count > 0, $"-{p.Name} is not described."));
        Assert.True(page.Synopsis.Length > 0 && page.Description.Count > 0 && page.Notes.Count > 0 && page.Links.Count > 0);
        Assert.True(page.Examples.Count >= 3, $"{name} has {page.Examples.Count} examples; a page has at least three.");
        Assert.All(page.Examples, e => Assert.True(e.Before.Count > 0, $"'{e.Title}' does not say what it is for."));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_shows_a_cmdlets_page(string name)
    {
        var (page, text) = (Read(name), Show($"Get-Help {name} -Full"));

        Assert.Contains(Words(page.Synopsis), text, StringComparison.Ordinal);
        Assert.All(page.Description.Concat(page.Notes), p => Assert.Contains(Words(p), text, StringComparison.Ordinal));
        Assert.All(page.Parameters, p => Assert.Contains(Words($"-{p.Name} " + (Command(name).Parameters.Single(f => f.Name == p.Name) is { IsSwitch: false } f ? $"<{f.ShortType}> " : "") + p.Text[0]), text, StringComparison.Ordinal));
        Assert.All(page.Examples, e => Assert.Contains(Words(e.Title), text, StringComparison.Ordinal));
        Assert.All(page.Examples, e => Assert.Contains(Words(e.Code), text, StringComparison.Ordinal));
        Assert.All(page.Links, l => Assert.Contains(Words(l.Title), text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Get_Help_shows_a_topic(string name)
    {
        var page = AboutPage.Read(Path.Combine(DocumentationFiles.Pages, name + ".md"));
        var text = Show($"Get-Help {name}");

        Assert.All(page.Sections, s => Assert.Contains(Words(s.Title), text, StringComparison.Ordinal));
        Assert.Equal(page.Synopsis, Show($"(Get-Help {name}).Synopsis"));
    }

    [Fact]
    public void A_page_that_help_cannot_be_made_of_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Get-KaceAadSession.md");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(DocumentationFiles.Pages, "Get-KaceAadSession.md")).Replace("## NOTES", "## REMARKS", StringComparison.Ordinal));

        var fault = Assert.Throws<PageException>(() => CommandPage.Read(path));

        Assert.Equal($"{path}(1): error KaceHelp: The page has no section '## NOTES'.", fault.Message);
    }

    private static CommandPage Read(string name) => CommandPage.Read(Path.Combine(DocumentationFiles.Pages, name + ".md"));

    private static CommandFacts Command(string name) =>
        Module.Value.FirstOrDefault(c => c.Name == name) ?? throw new InvalidOperationException($"The module has no cmdlet {name}, but docs/en-US has a page of it.");

    // Wrapping and indenting are Get-Help's; the words are the page's. A word that is longer than a line is broken too, so white space does not count at all.
    private static string Show(string script)
    {
        using var screen = new StringWriter();
        lock (Engine)
            Assert.Equal(0, Engine.Value.Run(script, screen));

        return screen.ToString() is var text && script.StartsWith('(') ? text.Trim() : Words(text);
    }

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
