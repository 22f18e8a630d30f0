using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>One of the two URIs in Azure AD is the one that KACE Cloud shows.</summary>
internal sealed class MdmUriCheck(string name, string label, Func<KaceAadSetting, Uri> kace, Func<MobilityPolicy, string?> azureAd) : Check
{
    public override string Name => name;

    protected override string Expected => $"the {label} that KACE Cloud shows";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.MobilityPolicy?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (setting is null)
        {
            return Skipped("KACE Cloud's settings were not given.", "Give them with -Setting.");
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
            MdmUriMatch.Missing => Failed("none", $"Azure AD has no {label}.", "Run Set-KaceMdmUri."),
            _ => Failed(actual, $"The {label} in Azure AD is not the one that KACE Cloud shows ({kace(setting).OriginalString}).", "Run Set-KaceMdmUri."),
        };
    }
}
