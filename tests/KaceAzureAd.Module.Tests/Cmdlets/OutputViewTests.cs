using System.Globalization;
using System.Xml.Linq;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>What the cmdlets return can be shown as a table and as a list, whatever it is. What the views show is looked at where the cmdlets are tested.</summary>
public sealed class OutputViewTests : CmdletTest
{
    private const int Width = 120;

    private static readonly XDocument Views = XDocument.Load(Path.Combine(Path.GetDirectoryName(Paths.Manifest)!, "bin", "KaceAzureAd.Format.ps1xml"));

    [Fact]
    public void Every_type_that_a_cmdlet_returns_has_a_table_and_a_list()
    {
        var types = RunWell("(Get-Command -Module KaceAzureAd).OutputType.Name").Output.Select(o => o.ToString()).Where(t => t.StartsWith("KaceAzureAd.", StringComparison.Ordinal)).Distinct().ToList();

        Assert.NotEmpty(types);
        Assert.All(types, t => Assert.Equal(["List", "Table"], Controls(t).Where(c => c is "List" or "Table").Distinct().Order()));
    }

    [Fact]
    public void Every_type_with_a_view_is_one_of_the_modules()
    {
        var names = Views.Descendants("TypeName").Select(t => t.Value).Distinct().ToList();
        var missing = RunWell(
            $"$cmdlets = (Get-Command Get-KaceAadSession).ImplementingType.Assembly; " +
            $"'{string.Join("', '", names)}' | Where-Object {{ -not $cmdlets.GetType($_) }}");

        Assert.NotEmpty(names);
        Assert.Empty(missing.Output);
    }

    [Fact]
    public void No_table_asks_for_more_columns_than_a_terminal_has()
    {
        var tables = Views.Descendants("TableControl").ToList();

        Assert.NotEmpty(tables);
        Assert.All(tables, t => Assert.InRange(Columns(t), 1, Width));
    }

    // A column without a width takes what is left: it needs some. Between two columns is a space.
    private static int Columns(XElement table)
    {
        var headers = table.Descendants("TableColumnHeader").ToList();
        return headers.Sum(h => h.Element("Width") is { } width ? int.Parse(width.Value, CultureInfo.InvariantCulture) : 20) + headers.Count - 1;
    }

    private static IEnumerable<string> Controls(string type) =>
        from view in Views.Descendants("View")
        where view.Descendants("TypeName").Any(t => t.Value == type)
        from control in view.Elements()
        where control.Name.LocalName.EndsWith("Control", StringComparison.Ordinal)
        select control.Name.LocalName[..^"Control".Length];
}
