using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>Compares the two MDM URIs in Azure AD with KACE Cloud's, and sets them.</summary>
public sealed class MdmUriService
{
    private readonly KaceAadSession _session;
    private readonly MobilityPolicyReader _reader;

    /// <summary>For one tenant.</summary>
    public MdmUriService(KaceAadSession session)
        : this(session, new MobilityPolicyReader(session))
    {
    }

    internal MdmUriService(KaceAadSession session, MobilityPolicyReader reader)
    {
        _session = session;
        _reader = reader;
    }

    /// <summary>How long Graph is given to show what was written.</summary>
    internal Replication Replication { get; init; } = Replication.Default;

    /// <summary>One comparison for each URI. Where KACE Cloud has no entry in Mobility (MDM and MAM), both are missing.</summary>
    public async Task<IReadOnlyList<KaceMdmUriComparison>> CompareAsync(string appId, KaceAadSetting setting, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadMobilityPolicies);
        return Compare(setting, await _reader.FindAsync(appId, cancellationToken));
    }

    /// <summary>Sets those URIs that do not match KACE Cloud's; does nothing where both do.</summary>
    /// <returns>The comparison as it was left.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.MobilityPolicyMissing</c>, <c>KaceAad.MobilityPolicyInvalid</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<KaceMdmUriComparison>> SetAsync(string appId, KaceAadSetting setting, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.WriteMobilityPolicies);
        var policy = await _reader.GetAsync(appId, cancellationToken);
        var now = Compare(setting, policy);
        var wrong = now.Where(c => !c.IsMatch).ToList();
        if (wrong.Count == 0
            || !await confirm($"{OneLine.Of(policy.DisplayName ?? appId)} in tenant {_session.TenantId}", string.Join("; ", wrong.Select(c => $"Set the {c.Name} from {(string.IsNullOrEmpty(c.AzureAd) ? "nothing" : c.AzureAd)} to {c.Kace}"))))
        {
            return now;
        }

        var before = MdmUris.Of(policy);
        await WriteAsync(appId, policy.DisplayName ?? appId, before, new MdmUris(
            now[0].IsMatch ? before.TermsOfUse : setting.TermsOfUseUri.OriginalString,
            now[1].IsMatch ? before.Discovery : setting.DiscoveryUri.OriginalString), cancellationToken);
        return await Replication.WaitForAsync("the MDM URIs", async () =>
            await CompareAsync(appId, setting, cancellationToken) is var left && left.All(c => c.IsMatch) ? left : null, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The MDM URIs of {policy.DisplayName ?? appId} were set, but Microsoft Graph does not show them yet.",
                "Run the same command again later; it changes nothing where they are right.") { Target = appId };
    }

    /// <summary>Sets those addresses that differ, in one write.</summary>
    internal Task WriteAsync(string appId, string name, MdmUris now, MdmUris wanted, CancellationToken cancellationToken)
    {
        var change = new Change(ChangeKind.MdmUris, new JsonObject { ["appId"] = appId, ["name"] = name }, now.ToJson(), wanted.ToJson(), $"Set the MDM URIs of {name} from {now} to {wanted}");
        return _reader.WriteAsync(appId, () => new MobilityPolicyRequests(_session.Graph).UpdateAsync(appId, now.DifferencesTo(wanted), change, cancellationToken), cancellationToken);
    }

    private IReadOnlyList<KaceMdmUriComparison> Compare(KaceAadSetting setting, MobilityPolicy? policy) =>
        MdmUriComparer.Compare(_session.TenantId, setting, policy?.TermsOfUseUrl, policy?.DiscoveryUrl);
}
