using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Documentation;

public sealed class PermissionTableTests
{
    [Fact]
    public void The_documented_permissions_and_roles_are_those_of_the_code() => Assert.Equal(TenantOperation.All.Select(Row), Documented());

    [Fact]
    public void Every_operation_names_permissions_and_who_writes_needs_a_role()
    {
        Assert.All(TenantOperation.All, o => Assert.NotEmpty(o.Scopes));
        Assert.All(TenantOperation.All.Where(o => o.IsWrite), o => Assert.NotEmpty(o.Roles));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Signing_in_does_not_ask_for_what_is_only_good_to_know(bool readOnly)
    {
        var asked = TenantOperation.ScopesToAskFor(readOnly);

        Assert.All(TenantOperation.All.Where(o => o.IsOptional), o => Assert.DoesNotContain(o.Scopes[0], asked));
        Assert.All(TenantOperation.All.Where(o => !o.IsOptional && !(o.IsWrite && readOnly)), o => Assert.NotEmpty(o.Scopes.Intersect(asked, StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Documented() => RepositoryFile.Lines("docs/permissions.md", "| ").Skip(1);

    private static string Row(TenantOperation o) => $"| {o.Name} | {o.ScopesInWords} | {(o.DelegatedOnly ? "none" : "the same")} | {o.RolesInWords} |";
}
