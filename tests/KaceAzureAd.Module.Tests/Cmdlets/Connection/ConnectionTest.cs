using System.Text.Json;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Connecting a tenant by one command, with the consent of a tenant where all is well, so that nobody has to sit at a browser.</summary>
public abstract class ConnectionTest : CmdletTest
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The command without its own options: nobody is asked anything.</summary>
    protected const string Set = "Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal -Confirm:$false ";

    protected const string Undo = "Undo-KaceAadChange $journal -Confirm:$false ";

    protected string Folder => _folder.Path;

    protected string JournalPath => Path.Combine(Folder, "contoso.journal.jsonl");

    /// <summary>What KACE Cloud's application asks for, as Get-KaceConsent shows it in a tenant where an administrator accepted it.</summary>
    protected static string Reference(World world)
    {
        var appId = world.KaceCloud.AppId;
        var consents = world.FindApplication(appId)!.Value.App.RequiredResourceAccess.SelectMany(r =>
            r.Scopes.Select(s => (Permission: s, Type: "Delegated", r.ResourceAppId)).Concat(r.Roles.Select(s => (Permission: s, Type: "Application", r.ResourceAppId))));
        return "$reference = @(" + string.Join(", ", consents.Select(c =>
            $"@{{ TenantId = 'reference'; AppId = '{appId}'; Permission = '{c.Permission}'; Type = '{c.Type}'; ResourceAppId = '{c.ResourceAppId}'; IsTenantWide = $true }}")) + ");";
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        RunWell(Connect + Setting + Reference(World) + $"$journal = '{JournalPath}'");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The result of the one tenant, and its status.</summary>
    protected static string StatusOf(EngineResult result) => $"{result.Output[0].Properties["Status"].Value}";

    /// <summary>Asserts that the plan of the state reached is empty.</summary>
    protected void AssertNothingIsPlanned(string options = "") =>
        Assert.Equal("True", Assert.Single(Values("Get-KaceAadPlan $setting -ReferenceConsent $reference " + options, "IsConnected")));

    /// <summary>
    /// Everything that the directory has for the tenant, but for what no undoing can bring back: ids and times of objects that were made anew, what was deleted
    /// softly, and the log.
    /// </summary>
    protected string State()
    {
        lock (World.Gate)
        {
            var tenant = Contoso;
            var names = tenant.ServicePrincipals.ToDictionary(s => s.Id, s => s.AppId);
            return JsonSerializer.Serialize(
                new
                {
                    Applications = tenant.Applications.OrderBy(a => a.AppId, StringComparer.Ordinal),
                    ServicePrincipals = tenant.ServicePrincipals.OrderBy(s => s.AppId, StringComparer.Ordinal).Select(s => new { s.AppId, s.DisplayName, s.AccountEnabled, s.Tags }),
                    Grants = tenant.OAuth2PermissionGrants.Select(g => new { Client = names[g.ClientId], Resource = names[g.ResourceId], g.ConsentType, g.PrincipalId, Scope = Sorted(g.Scope.Split(' ')) })
                        .OrderBy(g => g.Client + g.Resource, StringComparer.Ordinal),
                    Roles = tenant.AppRoleAssignments.Select(a => $"{names[a.PrincipalId]} {names[a.ResourceId]} {a.AppRoleId}").Order(StringComparer.Ordinal),
                    Mdm = tenant.MobileDeviceManagementPolicies.OrderBy(p => p.Id, StringComparer.Ordinal).Select(Policy),
                    Mam = tenant.MobileAppManagementPolicies.OrderBy(p => p.Id, StringComparer.Ordinal).Select(Policy),
                    Groups = tenant.Groups.Select(g => g.Id),
                },
                Indented);
        }

        static object Policy(MobilityPolicy p) => new { p.Id, p.DisplayName, p.AppliesTo, p.TermsOfUseUrl, p.DiscoveryUrl, p.ComplianceUrl, p.IsValid, Groups = Sorted(p.IncludedGroups) };

        static IEnumerable<string> Sorted(IEnumerable<string> values) => values.Order(StringComparer.Ordinal);
    }

    /// <summary>Every tenant, to be put back with <see cref="Restore"/>.</summary>
    protected string Copy()
    {
        lock (World.Gate)
        {
            return JsonSerializer.Serialize(World.Tenants);
        }
    }

    /// <summary>Puts every tenant back.</summary>
    protected void Restore(string copy)
    {
        lock (World.Gate)
        {
            World.Tenants.Clear();
            World.Tenants.AddRange(JsonSerializer.Deserialize<List<Emulator.State.Tenant>>(copy)!);
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
