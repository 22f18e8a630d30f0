using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Steps;

/// <summary>The two MDM URIs in Azure AD equal KACE Cloud's.</summary>
internal sealed class MdmUriStep : ConnectionStep
{
    public override string Name => "MdmUris";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        var entry = state.Entry is { IsValid: true } valid ? valid : null;
        if (MdmUriComparer.Compare(state.TenantId, options.Setting, entry?.TermsOfUseUrl, entry?.DiscoveryUrl).Any(c => !c.IsMatch))
        {
            yield return Change(
                state, options, NameOf(state), "Set the MDM URIs to KACE Cloud's", entry is null ? "those that come with the entry" : new MdmUris(entry.TermsOfUseUrl, entry.DiscoveryUrl).ToString(),
                new MdmUris(options.Setting.TermsOfUseUri.OriginalString, options.Setting.DiscoveryUri.OriginalString).ToString(),
                "Devices are sent to these addresses; they have to equal those of KACE Cloud's settings page.");
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        await new MdmUriService(context.Session, context.Entry).SetAsync(context.AppId, context.Options.Setting, StepContext.Confirmed, cancellationToken);
        return Done(step, "both equal KACE Cloud's");
    }
}
