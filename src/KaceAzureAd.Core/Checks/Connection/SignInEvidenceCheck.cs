using System.Globalization;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud really uses the connection: its application signed in to the tenant by itself lately, as the sign-in log tells.</summary>
internal sealed class SignInEvidenceCheck : Check
{
    public override string Name => "SignInEvidence";

    public override CheckSeverity Severity => CheckSeverity.Warning;

    public override string Proves => "KACE Cloud signed in to the tenant with its application within the last 30 days.";

    public override string PutRight => "In KACE Cloud run Verify Azure AD Settings, and look again some minutes later.";

    public override string Licence => "Microsoft Entra ID P1 or P2";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.SignIns];

    protected override string Expected(CheckOptions options) => $"a sign-in of KACE Cloud's application within {TenantRequests.SignInDays} days";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.SignIns?.Value is not { } page)
        {
            return snapshot.SignIns?.Error is { } error && error.Code == ErrorCodes.LicenceRequired
                ? NotRead(error) with { Remediation = "Sign in with Directory.Read.All too: without it Microsoft Graph does not see the licence, and says the same. The log itself needs Microsoft Entra ID P1 or P2." }
                : NotRead(snapshot.SignIns);
        }

        if (page.Value is not { } signIns)
        {
            return Failed(null, "Microsoft Graph does not tell the sign-ins.", "Run the check again.");
        }

        if (signIns.Where(s => s.Status?.ErrorCode == 0).OrderByDescending(s => s.CreatedDateTime).FirstOrDefault() is { } latest)
        {
            return Passed("signed in", $"KACE Cloud's application signed in on {Time(latest)}.");
        }

        return signIns.OrderByDescending(s => s.CreatedDateTime).FirstOrDefault() is { } failed
            ? Warning(
                $"AADSTS{failed.Status?.ErrorCode}", $"KACE Cloud's application tried to sign in, last on {Time(failed)}, and was refused: {OneLine.Of(failed.Status?.FailureReason ?? "no reason given", 300)}",
                "Look at the reason; consent again with Grant-KaceConsent -Force if it is about consent or a missing application.")
            : Warning("none", $"KACE Cloud's application has not signed in within {TenantRequests.SignInDays} days, or the sign-in log does not show it yet.");
    }

    private static string Time(SignIn signIn) => signIn.CreatedDateTime?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown day";
}
