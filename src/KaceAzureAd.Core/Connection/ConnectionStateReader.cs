using KaceAzureAd.Checks.Connection;
using KaceAzureAd.Consent;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Connection;

/// <summary>Reads what a plan rests on: the tenant's snapshot and, side by side with it, the groups that are to be the scope.</summary>
internal sealed class ConnectionStateReader(KaceAadSession session, ConnectionOptions options)
{
    private static readonly TenantPart[] Parts =
    [
        TenantPart.ServicePrincipal, TenantPart.MobilityPolicies, TenantPart.MamPolicies, TenantPart.DelegatedGrants, TenantPart.AppRoleAssignments, TenantPart.Resources,
        TenantPart.KaceServicePrincipals, TenantPart.Applications,
    ];

    public async Task<ConnectionState> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var operation in Parts.Select(p => p.Operation!).Distinct())
        {
            session.Demand(operation);
        }

        var reading = new TenantReader(session, new TenantQuery
        {
            Parts = Parts,
            AppId = options.AppId,
            Setting = options.Setting,
            ResourceAppIds = [.. options.Permissions.Select(p => p.ResourceAppId).Append(PermissionRequest.MicrosoftGraph).Distinct(StringComparer.OrdinalIgnoreCase)],
        }).ReadAsync(cancellationToken);
        var finding = new GroupFinder(session.Graph).FindAsync(options.Groups, cancellationToken);
        await Task.WhenAll(reading, finding);
        return StateOf(await reading, await finding);
    }

    /// <summary>
    /// A pure function of what was read, whatever the order in which Graph listed it. What could not be read fails here: a plan on half a picture would be wrong.
    /// </summary>
    internal static ConnectionState StateOf(TenantSnapshot snapshot, IReadOnlyList<KaceGroup> groups)
    {
        var policies = Demand(snapshot.MobilityPolicies);
        var mamPolicies = Demand(snapshot.MamPolicies);
        var applications = Demand(snapshot.Applications);
        var application = snapshot.ServicePrincipal!.IsAbsent ? null : Demand(snapshot.ServicePrincipal);
        var entry = policies.FirstOrDefault(p => MobilityApps.IsKace(p, snapshot.AppId));
        var old = OnPremisesKaceApps.In(snapshot).ToList();
        return new ConnectionState
        {
            TenantId = snapshot.TenantId,
            AppId = snapshot.AppId!,
            Application = application is null ? null
                : new EnterpriseAppState(application.Id!, application.DisplayName, application.AccountEnabled != false, application.DisabledByMicrosoftStatus is not (null or "" or "None" or "NotDisabled")),
            Entry = entry is null ? null : StateOf(entry),
            HasInvalidMamEntry = mamPolicies.Any(p => p.IsValid == false && MobilityApps.IsKace(p, snapshot.AppId)),
            OtherMdms = [.. policies.Where(p => p.IsValid != false && !MobilityApps.IsKace(p, snapshot.AppId) && old.TrueForAll(o => o.Id != p.Id)).Select(StateOf).Where(p => !p.ScopeValue.IsSame(new ScopeValue(MdmUserScope.None, []))).OrderBy(p => p.AppId, StringComparer.Ordinal)],
            OnPremisesApps = [.. old.Select(p => new OnPremisesAppState(
                p.Id!, p.DisplayName,
                Demand(snapshot.KaceServicePrincipals).Any(s => IsSame(s.AppId, p.Id)),
                policies.Any(m => IsSame(m.Id, p.Id)),
                mamPolicies.Any(m => IsSame(m.Id, p.Id)),
                applications.Any(a => IsSame(a.AppId, p.Id)),
                p.IsValid == false ? MdmUserScope.None : KaceMdmUserScope.ScopeOf(p))).OrderBy(p => p.AppId, StringComparer.Ordinal)],
            Consent = application is null ? [] :
            [
                .. ExpectedConsent.Granted(Demand(snapshot.DelegatedGrants), Demand(snapshot.AppRoleAssignments), snapshot.Resources ?? [])
                    .Select(g => new PermissionRequest(g.ResourceAppId ?? "", g.Permission, g.Type)).OrderBy(g => g.ToString(), StringComparer.Ordinal),
            ],
            Groups = groups,
        };
    }

    private static MobilityEntryState StateOf(MobilityPolicy policy) => new(
        policy.Id!, policy.DisplayName, policy.IsValid != false, policy.TermsOfUseUrl, policy.DiscoveryUrl, KaceMdmUserScope.ScopeOf(policy),
        [.. KaceMdmUserScope.GroupsOf(policy).OrderBy(g => g.Id, StringComparer.Ordinal)])
    {
        AreGroupsCut = MobilityPolicyRequests.AreGroupsCut(policy) || policy.IncludedGroups is null,
    };

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static T Demand<T>(Reading<T>? reading)
        where T : class => reading!.Value ?? throw reading.Error!;
}
