using System.Security.Cryptography;
using System.Text;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Finds tenants, apps and users as a sign-in request names them, or refuses.</summary>
internal static class Lookup
{
    /// <summary>The tenant of an address; null for <c>common</c> and <c>organizations</c>, where the user tells it.</summary>
    public static Tenant? Tenant(World world, string name)
    {
        if (name is "common" or "organizations")
        {
            return null;
        }

        return world.FindTenant(name) ?? throw Refusals.TenantNotFound(name);
    }

    /// <summary>The app, as far as it may be used in this tenant, or from any where that is not yet known.</summary>
    public static Application App(World world, Tenant? tenant, string requestedTenant, string? clientId)
    {
        if (string.IsNullOrEmpty(clientId))
        {
            throw Refusals.ParameterMissing("client_id");
        }

        var found = world.FindApplication(clientId) ?? throw Refusals.ApplicationNotFound(clientId, tenant?.DisplayName ?? requestedTenant);
        if (found.App.SignInAudience != "AzureADMultipleOrgs" && found.Home != tenant)
        {
            throw tenant is null ? Refusals.NotMultiTenant(found.App) : Refusals.ApplicationNotFound(clientId, tenant.DisplayName);
        }

        return found.App;
    }

    /// <summary>The app's service principal in the tenant, or null; a disabled one is refused.</summary>
    public static ServicePrincipal? ServicePrincipal(Tenant tenant, Application app)
    {
        var servicePrincipal = tenant.ServicePrincipals.Find(s => string.Equals(s.AppId, app.AppId, StringComparison.OrdinalIgnoreCase));
        return servicePrincipal is { AccountEnabled: false } ? throw Refusals.ApplicationDisabled(app) : servicePrincipal;
    }

    /// <summary>A user by name, and the tenant that the request names, where the user has to be somebody; else the user's own.</summary>
    public static (Tenant Tenant, User User) User(World world, Tenant? tenant, string userName)
    {
        var found = world.FindUser(userName.Trim()) ?? throw Refusals.UserNotFound(userName, tenant?.DisplayName ?? "organizations");
        var asked = tenant ?? found.Home;
        return world.RolesOf(asked, found.User) is null ? throw Refusals.UserOfOtherTenant(userName, asked) : (asked, found.User);
    }

    public static (Tenant Tenant, User User) User(World world, Tenant? tenant, string userName, string password)
    {
        var found = User(world, tenant, userName);
        var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.User.Password), Encoding.UTF8.GetBytes(password));
        return same && password.Length > 0 ? found : throw Refusals.PasswordWrong();
    }
}
