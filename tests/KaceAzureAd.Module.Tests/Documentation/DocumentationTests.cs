using System.Collections.Concurrent;
using KaceAzureAd.Help.Commands;
using KaceAzureAd.Help.Pages;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>What the documents and the help tell to type: the module has it, it runs, and it writes what they say.</summary>
[Collection("Documentation")] // Both rewrite the same files when that is asked for.
public sealed class DocumentationTests
{
    private static readonly Lazy<IReadOnlyList<CommandFacts>> Module = new(() => ModuleCommands.Read(Paths.Manifest));

    public static TheoryData<string> Files { get; } = new(DocumentationFiles.All);

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_named_is_in_the_module(string file)
    {
        var page = Page.Read(Path.Combine(Paths.Root, file));

        var faults = Example.Of(page).SelectMany(e => e.Blocks).SelectMany(b => CommandUse.Faults(b.Commands, Module.Value).Select(f => $"{file}({b.Line}): {f}"))
            .Concat(page.CodeSpans.SelectMany(c => SpanFaults(c.Code).Select(f => $"{file}({c.Line}): {f}"))).ToList();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Commands_run_and_write_what_is_shown(string file)
    {
        var page = Page.Read(Path.Combine(Paths.Root, file));
        var faults = new ConcurrentBag<(int Line, string Text)>();
        var changes = new ConcurrentBag<(int Start, int Length, string Text)>();

        await Parallel.ForEachAsync(Example.Of(page), TestContext.Current.CancellationToken, async (example, cancellationToken) =>
        {
            if (example.Blocks.All(b => b.IsLive))
                return;

            await using var session = await ExampleSession.StartAsync(example, cancellationToken);
            foreach (var block in example.Blocks.Where(b => !b.IsLive))
            {
                var output = session.Type(block.Commands, out var failed);
                if (failed != block.Fails)
                {
                    faults.Add((block.Line, $"""
                        These commands {(failed ? "failed" : "did not fail")} in the rehearsal. {(failed
                            ? "Correct them; or say after ```powershell what they need (scenario=NAME, tenants=N, signed-out), that they fail on purpose (fails), or that they cannot run here (live)."
                            : "Leave out the word 'fails'.")}
                        {output}
                        """));
                }

                if (block.Output is { } shown ? shown.Text.Trim('\n') != output : DocumentationFiles.IsHelp(file) && output.Length > 0)
                {
                    changes.Add(block.Output is { } old ? (old.Start, old.Length, output.Length > 0 ? output + "\n" : "") : (block.End, 0, $"\n\n```output\n{output}\n```"));
                    faults.Add((block.Line, $"These commands write something else than the page shows. KACEAAD_UPDATE_EXAMPLES=1 rewrites the page; look at what it wrote:\n{output}\n"));
                }
            }
        });

        if (DocumentationFiles.Updates && !changes.IsEmpty)
            DocumentationFiles.Rewrite(page.Path, page.Source, changes);

        Assert.True(faults.IsEmpty, string.Join('\n', faults.OrderBy(f => f.Line).Select(f => $"{file}({f.Line}): {f.Text}")));
    }

    /// <summary>Code in a sentence: a command with its parameters, a cmdlet's name, or a parameter's.</summary>
    private static IEnumerable<string> SpanFaults(string code) => code switch
    {
        ['-', var first, ..] when char.IsAsciiLetterUpper(first) => code.Split(' ', ':', ',')[0][1..] is var name && CommandUse.IsParameter(name, Module.Value) ? [] : [$"No cmdlet of the module has a parameter -{name}; one of another command is written with its command, as in `Get-Clipboard -Raw`."],
        _ when CommandUse.IsOurs(code) => CommandUse.NamesFaults(code, Module.Value),
        _ => [],
    };
}
