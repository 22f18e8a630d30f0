using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>One of the two URIs in Azure AD is the one that KACE Cloud shows.</summary>
internal sealed class MdmUriCheck(string name, string label, Func<KaceAadSetting, Uri> kace, Func<MobilityPolicy, string?> azureAd) : Check
{
    public override string Name => name;

    public override string Proves => $"The {label} in Azure AD is the one that KACE Cloud shows.";

    public override string PutRight => "Run Set-KaceMdmUri.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.MobilityPolicies];

    protected override string Expected(CheckOptions options) => options.Setting is { } setting ? kace(setting).OriginalString : $"the {label} that KACE Cloud shows";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (options.Setting is not { } setting)
        {
            return WithoutSetting();
        }

        if (snapshot.MobilityPolicy?.Value is not { } policy)
        {
            return snapshot.MobilityPolicy?.IsAbsent == true
                ? Failed("no entry", "KACE Cloud has no entry in Mobility (MDM and MAM).", "Run Add-KaceMobilityApp, then Set-KaceMdmUri.")
                : NotRead(snapshot.MobilityPolicy);
        }

        var actual = azureAd(policy);
        return MdmUriComparer.Compare(kace(setting).OriginalString, actual) switch
        {
            MdmUriMatch.Equal => Passed(actual, $"The {label} is the same in Azure AD and in KACE Cloud."),
            MdmUriMatch.Equivalent => Passed(actual, $"The {label} in Azure AD is written differently but means the same."),
            MdmUriMatch.Missing => Failed("none", $"Azure AD has no {label}."),
            _ => Failed(actual, $"The {label} in Azure AD is not the one that KACE Cloud shows ({kace(setting).OriginalString})."),
        };
    }
}
