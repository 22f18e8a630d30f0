using System.Collections;
using System.Management.Automation.Language;
using System.Xml.Linq;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>What comes back from a job, over remoting or from Import-Clixml is shown as it was shown before.</summary>
public sealed class ReadBackViewTests : OutputSamples
{
    private const string Compare = """
        $shown = 0
        $Error.Clear()
        function Copy-Object ($o, $depth) {
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($o, $depth))
        }
        $ways = [ordered]@{
            'depth 1' = { param($o) Copy-Object $o 1 }
            'depth 2' = { param($o) Copy-Object $o 2 }
            'Export-Clixml' = { param($o) Export-Clixml -InputObject $o -Path "$folder/kept.xml"; Import-Clixml "$folder/kept.xml" }
        }
        $forms = [ordered]@{
            'by itself' = { $input | Out-String -Width $width }
            'as a table' = { $input | Format-Table | Out-String -Width $width }
            'as a list' = { $input | Format-List | Out-String -Width $width }
        }
        foreach ($output in $samples) {
            foreach ($way in $ways.Keys) {
                $back = & $ways[$way] $output
                foreach ($form in $forms.Keys) {
                    foreach ($width in 60, 120, 200) {
                        $live, $read = ($output | & $forms[$form]), ($back | & $forms[$form])
                        $shown++
                        if ($live -cne $read) { "$($output.PSObject.TypeNames[0]) $form, $way, ${width} wide:`n$live`n== read back`n$read" }
                    }
                }
            }
        }
        if ($Error.Count) { "An error: $($Error[0]) $($Error[0].ScriptStackTrace)" }
        """;

    private static readonly XDocument Types = Load("Types");
    private static readonly XDocument Views = Load("Format");

    [Fact]
    public void Each_output_is_shown_as_before_at_any_width()
    {
        var samples = OutputTypes.SelectMany(t => Kinds(t.FullName!)).ToArray();

        var result = Session.Engine.Invoke(Compare, new Dictionary<string, object?> { ["samples"] = samples, ["folder"] = Folder });

        var differences = Well(result).Output;
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(12)));
        Assert.True(samples.Length > 30 && Session.Engine.Runspace.SessionStateProxy.GetVariable("shown") is > 500);
    }

    /// <summary>An enumeration that goes as a number comes back as one, which no script would know by its name.</summary>
    [Fact]
    public void Each_enumeration_that_an_output_has_goes_as_its_name()
    {
        var enumerations = OutputTypes.SelectMany(t => Reached(t, [])).Where(t => t.IsEnum).Select(t => t.FullName!).Distinct();
        var named =
            from type in Types.Descendants("Type")
            from note in type.Descendants("NoteProperty")
            where (note.Element("Name")!.Value, note.Element("Value")!.Value) == ("SerializationMethod", "String")
            select type.Element("Name")!.Value;

        Assert.NotEmpty(enumerations);
        Assert.Equal(enumerations.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// One that went without its type comes back as a number whose text is the name: a column shows it and -f reads it; quotation marks
    /// and a comparison do not.
    /// </summary>
    [Fact]
    public void No_view_reads_an_enumeration_but_by_its_name()
    {
        var uses =
            from part in Views.Descendants().Where(e => e.Name.LocalName is "View" or "Control")
            let names = EnumerationsOf([.. part.Descendants("TypeName").Select(t => t.Value), "KaceAzureAd.Connection.KaceAadStep"])
            from member in part.Descendants("ScriptBlock").SelectMany(Members)
            where names.Contains($"{member.Member}") && member.Expression is VariableExpressionAst { VariablePath.UserPath: "_" }
            select member;

        Assert.True(uses.Count() > 10, "The views read no enumeration.");
        Assert.All(uses, u => Assert.True(IsRead(u), $"{u.Extent.Text} in {u.Parent.Parent.Extent.Text}"));
    }

    /// <summary>Of what a view calls, all comes along: what does not would be missed only by somebody who reads a result back.</summary>
    [Fact]
    public void No_view_calls_what_does_not_come_along()
    {
        var faults =
            from view in Views.Descendants("View")
            from type in view.Descendants("TypeName").Select(n => OutputTypes.First(t => t.FullName == n.Value))
            from call in view.Descendants("ScriptBlock").SelectMany(Members).OfType<InvokeMemberExpressionAst>()
            let receiver = TypeOf(call.Expression, type)
            where receiver is not null && !ComesWhole(receiver)
            select $"{view.Element("Name")!.Value}: {call.Extent.Text} calls a method of {receiver}";

        Assert.Empty(faults);
    }

    private IEnumerable<Type> OutputTypes =>
        Outputs.Select(o => o.BaseObject.GetType()).Where(t => t.Namespace!.StartsWith("KaceAzureAd.", StringComparison.Ordinal))
            .Distinct();

    // A step is a part of other outputs.
    private HashSet<string> EnumerationsOf(string[] types) =>
    [
        .. OutputTypes.Where(t => types.Contains(t.FullName)).SelectMany(t => t.GetProperties())
            .Where(p => Plain(p.PropertyType).IsEnum).Select(p => p.Name),
    ];

    private static XDocument Load(string kind) =>
        XDocument.Load(Path.Combine(Path.GetDirectoryName(Paths.Manifest)!, "bin", $"KaceAzureAd.{kind}.ps1xml"));

    private static IEnumerable<MemberExpressionAst> Members(XElement script) =>
        Parser.ParseInput(script.Value, out _, out _).FindAll(a => a is MemberExpressionAst, searchNestedScriptBlocks: true)
            .Cast<MemberExpressionAst>();

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static IEnumerable<Type> Reached(Type type, HashSet<Type> seen)
    {
        var plain = Plain(type);
        var element = plain.IsGenericType ? plain.GetGenericArguments()[^1] : plain.GetElementType() ?? plain;
        if (element.Namespace?.StartsWith("KaceAzureAd.", StringComparison.Ordinal) != true || !seen.Add(element))
            return [];

        return element.IsEnum ? [element]
            : element.GetProperties().Where(p => !p.GetMethod!.IsStatic).SelectMany(p => Reached(p.PropertyType, seen));
    }

    // As an argument of -f, as a whole cell, or held against nothing.
    private static bool IsRead(MemberExpressionAst member) => member.Parent switch
    {
        BinaryExpressionAst { Operator: TokenKind.Format } => true,
        BinaryExpressionAst comparison => comparison.Left.Extent.Text == "$null",
        CommandExpressionAst { Parent: PipelineAst { Parent: NamedBlockAst } } => true,
        CommandExpressionAst { Parent: PipelineAst { Parent: StatementBlockAst { Parent: IfStatementAst } } } => !IsInText(member),
        _ => false,
    };

    private static bool IsInText(Ast ast) => ast.Parent is { } parent && (parent is ExpandableStringExpressionAst || IsInText(parent));

    // What $_.A.B is of; null for what is no property of the output.
    private static Type? TypeOf(ExpressionAst expression, Type type) => expression switch
    {
        VariableExpressionAst { VariablePath.UserPath: "_" } => type,
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Member: StringConstantExpressionAst name } member =>
            TypeOf(member.Expression, type)?.GetProperty(name.Value)?.PropertyType,
        _ => null,
    };

    // The engine brings these back as themselves, and lists as lists.
    private static bool ComesWhole(Type type) =>
        type.IsPrimitive || typeof(IEnumerable).IsAssignableFrom(type)
        || type == typeof(DateTime) || type == typeof(TimeSpan) || type == typeof(Uri);
}
