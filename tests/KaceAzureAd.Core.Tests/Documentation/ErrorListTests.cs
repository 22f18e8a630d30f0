using System.Reflection;
using System.Text.RegularExpressions;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Documentation;

public sealed partial class ErrorListTests
{
    [Fact]
    public void The_documented_error_ids_are_those_of_the_code()
    {
        var root = typeof(ErrorListTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
        var documented = Row().Matches(File.ReadAllText(Path.Combine(root, "docs", "errors.md"))).Select(m => m.Value);

        Assert.Equal(ErrorCodes.All.Select(c => $"| `{c.Id}` | {c.Kind} | {c.Meaning} |"), documented);
    }

    [GeneratedRegex(@"^\| `KaceAad\..*\|$", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
