using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Steps;

/// <summary>Other MDM applications that claim the same users let them go, where that was asked for.</summary>
internal sealed class OtherMdmScopeStep : ConnectionStep
{
    public override string Name => "OtherMdmUserScope";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options) => options.ResolveConflict
        ? ScopeConflicts.In(state, options).Select(other => Change(
            state, options, other.Name, $"Set the MDM user scope of {other.Name} to None", other.ScopeValue.ToString(), "None",
            "Two MDM applications that claim the same users: which one a device goes to is not defined.") with { OtherAppId = other.AppId })
        : [];

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        var left = await new MdmUserScopeService(context.Session).SetAsync(step.OtherAppId!, MdmUserScope.None, [], StepContext.Confirmed, cancellationToken);
        return Done(step, left.ToString());
    }
}
