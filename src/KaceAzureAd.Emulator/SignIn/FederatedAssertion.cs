using KaceAzureAd.Emulator.State;
using Microsoft.IdentityModel.JsonWebTokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>An outside issuer's token in the place of an app's own assertion. Issuer, audience and subject are compared case by case.</summary>
internal static class FederatedAssertion
{
    public static void Check(TokenRequest request, JsonWebToken token)
    {
        CheckRecords(request.App, token);
        if (token.Issuer != OutsideIdentityProvider.Issuer)
        {
            throw Refusals.FederatedIssuerUnreachable();
        }

        if (!OutsideIdentityProvider.HasSigned(token))
        {
            throw Refusals.FederatedSignatureInvalid();
        }

        ClientAssertion.CheckTime(request, token);
    }

    private static void CheckRecords(Application app, JsonWebToken token)
    {
        List<FederatedCredential> records = app.FederatedCredentials.Count > 0 ? app.FederatedCredentials : throw Refusals.NoFederatedCredentials(app);
        records = Matching(r => r.Issuer == token.Issuer) ?? throw Refusals.FederatedIssuerUnknown(token.Issuer);
        records = Matching(r => token.Audiences.Contains(r.Audience, StringComparer.Ordinal)) ?? throw Refusals.FederatedAudienceUnknown(string.Join(' ', token.Audiences));
        if (Matching(r => r.Subject == token.Subject) is null)
        {
            throw Matching(r => string.Equals(r.Subject, token.Subject, StringComparison.OrdinalIgnoreCase)) is null
                ? Refusals.FederatedSubjectUnknown(token.Subject)
                : Refusals.FederatedSubjectInOtherCase(token.Subject);
        }

        List<FederatedCredential>? Matching(Predicate<FederatedCredential> isMatch) => records.FindAll(isMatch) is { Count: > 0 } found ? found : null;
    }
}
