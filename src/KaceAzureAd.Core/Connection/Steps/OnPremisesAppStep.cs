using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Steps;

/// <summary>The Azure side of KACE Cloud's Remove Existing Settings, where that was asked for.</summary>
internal sealed class OnPremisesAppStep : ConnectionStep
{
    public override string Name => "OnPremisesApp";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteApplications, TenantOperation.WriteMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options) => options.RemoveOnPremisesApp
        ? state.OnPremisesApps.Select(old => Change(
            state, options, old.Name, $"Remove the on-premises MDM application {old.Name}", $"{Parts(old)}, MDM user scope {old.Scope}", "not there",
            "Its users are to enrol in KACE Cloud by the automatic connection from now on.") with { OtherAppId = old.AppId })
        : [];

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        await new MobilityAppRemoval(context.Session).RemoveAsync(step.OtherAppId!, StepContext.Confirmed, cancellationToken);
        return Done(step, "removed; it can be restored for thirty days");
    }

    private static string Parts(OnPremisesAppState old) => string.Join(", ", new[]
    {
        old.HasServicePrincipal ? "enterprise application" : null, old.HasRegistration ? "app registration" : null, old.HasEntry || old.HasMamEntry ? "entry in Mobility (MDM and MAM)" : null,
    }.OfType<string>());
}
