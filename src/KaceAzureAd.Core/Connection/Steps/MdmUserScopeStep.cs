using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Steps;

/// <summary>Whose devices KACE Cloud manages. The last change of all: it takes effect at once.</summary>
internal sealed class MdmUserScopeStep : ConnectionStep
{
    public override string Name => "MdmUserScope";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        var now = state.Entry is { IsValid: true } entry ? entry.ScopeValue : new ScopeValue(MdmUserScope.None, []);
        var wanted = new ScopeValue(options.Scope, state.Groups);
        if (!now.IsSame(wanted))
        {
            yield return Change(
                state, options, NameOf(state), $"Set the MDM user scope to {wanted}", now.ToString(), wanted.ToString(),
                options.Scope == MdmUserScope.None ? "Nobody's devices are to enrol." : "From then on the devices of these users enrol in KACE Cloud.");
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        var left = await new MdmUserScopeService(context.Session, context.Entry).SetAsync(
            context.AppId, context.Options.Scope, [.. context.State.Groups.Select(g => g.Id)], StepContext.Confirmed, cancellationToken);
        return Done(step, left.ToString());
    }
}
