using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud's MDM user scope is All, as KACE's documentation asks (facts.md 4.8).</summary>
internal sealed class MdmUserScopeCheck : Check
{
    public override string Name => "MdmUserScope";

    protected override string Expected => "All";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.MobilityPolicy?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.MobilityPolicy?.Value is not { } policy)
        {
            return snapshot.MobilityPolicy?.IsAbsent == true
                ? Failed("no entry", "KACE Cloud has no entry in Mobility (MDM and MAM), so no user is in its scope.", "Run Add-KaceMobilityApp, then Set-KaceMdmUserScope -Scope All.")
                : NotRead(snapshot.MobilityPolicy);
        }

        const string SetAll = "Run Set-KaceMdmUserScope -Scope All.";
        var groups = KaceMdmUserScope.GroupsOf(policy);
        return KaceMdmUserScope.ScopeOf(policy) switch
        {
            MdmUserScope.All => Passed("All", "The devices of all users are managed by KACE Cloud."),
            MdmUserScope.Some when groups.Length > 0 => Warning($"Some ({string.Join<KaceGroup>(", ", groups)})", "Only the users of some groups are in scope; KACE's documentation asks for All.", SetAll),
            MdmUserScope.Some => Failed("Some, without a group", "The scope is Some but names no group, so no user is in it.", SetAll),
            MdmUserScope.None => Failed("None", "No user is in scope: no device enrols.", SetAll),
            _ => Failed(policy.AppliesTo ?? "unknown", "Microsoft Graph names a scope that this version does not know.", SetAll),
        };
    }
}
