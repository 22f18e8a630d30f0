using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Documentation;

public sealed class ErrorListTests
{
    [Fact]
    public void The_documented_error_ids_are_those_of_the_code() =>
        Assert.Equal(ErrorCodes.All.Select(c => $"| `{c.Id}` | {c.Kind} | {c.Meaning} |"), RepositoryFile.Lines("docs/errors.md", "| `KaceAad."));
}
