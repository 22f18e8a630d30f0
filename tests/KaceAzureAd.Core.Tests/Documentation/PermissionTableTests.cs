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

    private static IEnumerable<string> Documented() => RepositoryFile.Lines("docs/permissions.md", "| ").Skip(1);

    private static string Row(TenantOperation o) => $"| {o.Name} | {o.ScopesInWords} | {(o.DelegatedOnly ? "none" : "the same")} | {o.RolesInWords} |";
}
