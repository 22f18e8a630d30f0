using System.Management.Automation.Language;
using KaceAzureAd.Help.Pages;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>A cmdlet of the module that a page shows taking what another one wrote.</summary>
/// <param name="Writer">The cmdlet whose output comes.</param>
/// <param name="Reader">The cmdlet that takes it, with its arguments.</param>
/// <param name="Place">File and line.</param>
internal sealed record PipedUse(string Writer, CommandAst Reader, string Place)
{
    public override string ToString() => $"{Writer} | {Reader.Extent.Text} ({Place})";
}

/// <summary>
/// The pairs of cmdlets that help, guides and samples show one behind the other. Output goes directly, through commands that choose among
/// objects (Where-Object), or by way of a variable.
/// </summary>
internal sealed class Pipelines
{
    private static readonly string[] Choosers = ["Where-Object", "Select-Object", "Sort-Object", "Tee-Object"];

    private readonly Dictionary<string, HashSet<string>> _variables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of all pages and samples.</summary>
    public static IReadOnlyList<PipedUse> All { get; } =
        [.. DocumentationFiles.All.SelectMany(OfPage).Concat(DocumentationFiles.Samples.SelectMany(OfSample))];

    private static IEnumerable<PipedUse> OfPage(string file)
    {
        // What the examples find prepared is output of cmdlets too.
        var pipelines = new Pipelines();
        pipelines.Learn(Parse(ExampleSession.Prepared));
        var blocks = Example.Of(Page.Read(Path.Combine(Paths.Root, file))).SelectMany(e => e.Blocks)
            .Select(b => (Script: Parse(b.Commands), b.Line)).ToList();
        return [.. blocks.SelectMany(b => pipelines.Of(b.Script, l => $"{file}({b.Line + l})"))];
    }

    private static IEnumerable<PipedUse> OfSample(string file) =>
        new Pipelines().Of(Parser.ParseFile(Path.Combine(Paths.Root, file), out _, out _), l => $"{file}({l})");

    private static ScriptBlockAst Parse(string commands) => Parser.ParseInput(commands, out _, out _);

    private IEnumerable<PipedUse> Of(ScriptBlockAst script, Func<int, string> place)
    {
        Learn(script);
        return
            from pipeline in script.FindAll(a => a is PipelineAst, searchNestedScriptBlocks: true).Cast<PipelineAst>()
            from at in Enumerable.Range(1, Math.Max(0, pipeline.PipelineElements.Count - 1))
            let reader = pipeline.PipelineElements[at] as CommandAst
            where reader?.GetCommandName() is { } name && CommandUse.IsOurs(name)
            from writer in Writers(pipeline.PipelineElements, at)
            select new PipedUse(writer, reader, place(reader.Extent.StartLineNumber));
    }

    /// <summary>What each variable holds, as far as it is output of cmdlets of the module.</summary>
    private void Learn(ScriptBlockAst script)
    {
        foreach (var ast in script.FindAll(a => a is AssignmentStatementAst or CommandAst, searchNestedScriptBlocks: true))
        {
            if (ast is AssignmentStatementAst { Left: VariableExpressionAst variable } assignment)
                Add(variable.VariablePath.UserPath, Writers(assignment.Right));
            else if (ast is CommandAst command && CommandUse.IsOurs(command.GetCommandName() ?? "") && OutVariable(command) is { } kept)
                Add(kept, [command.GetCommandName()]);
        }
    }

    private static string? OutVariable(CommandAst command) =>
        command.CommandElements.SkipWhile(e => e is not CommandParameterAst { ParameterName: "OutVariable" })
            .ElementAtOrDefault(1)?.Extent.Text;

    private void Add(string variable, IEnumerable<string> writers)
    {
        if (!_variables.TryGetValue(variable, out var known))
            _variables[variable] = known = new(StringComparer.OrdinalIgnoreCase);

        known.UnionWith(writers.ToList());
    }

    /// <summary>Whose output comes to the element of a pipeline.</summary>
    private IEnumerable<string> Writers(IReadOnlyList<CommandBaseAst> elements, int before)
    {
        if (elements[before - 1] is not CommandAst command)
            return Writers(elements[before - 1]);

        var name = command.GetCommandName() ?? "";
        return CommandUse.IsOurs(name) ? [name]
            : Choosers.Contains(name, StringComparer.OrdinalIgnoreCase) && before > 1 ? Writers(elements, before - 1)
            : [];
    }

    private IEnumerable<string> Writers(Ast? ast) => ast switch
    {
        PipelineAst pipeline => Writers(pipeline.PipelineElements, pipeline.PipelineElements.Count),
        CommandExpressionAst expression => Writers(expression.Expression),
        VariableExpressionAst variable => _variables.TryGetValue(variable.VariablePath.UserPath, out var known) ? known : [],
        ParenExpressionAst paren => Writers(paren.Pipeline),
        ConvertExpressionAst convert => Writers(convert.Child),
        IndexExpressionAst index => Writers(index.Target),
        InvokeMemberExpressionAst call when $"{call.Member}" is "Where" => Writers(call.Expression),
        ArrayExpressionAst array => array.SubExpression.Statements.SelectMany(Writers),
        SubExpressionAst sub => sub.SubExpression.Statements.SelectMany(Writers),
        ArrayLiteralAst literal => literal.Elements.SelectMany(Writers),
        ForEachStatementAst loop => loop.Body.Statements.SelectMany(Writers),
        IfStatementAst choice => choice.Clauses.Select(c => c.Item2).Append(choice.ElseClause)
            .SelectMany(b => b?.Statements ?? []).SelectMany(Writers),
        TryStatementAst attempt => attempt.Body.Statements.SelectMany(Writers),
        _ => [],
    };
}
