using System.Text;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>The <c>WWW-Authenticate</c> header of a 401, with the claims that a new token has to have, where it is for those (facts.md 6.6).</summary>
internal static class BearerChallenge
{
    public static string Header(EmulatorContext context, DateTimeOffset? tokensValidFrom)
    {
        var header = $"Bearer realm=\"\", authorization_uri=\"{context.Origins.SignIn}/common/oauth2/authorize\", client_id=\"{WellKnown.GraphAppId}\"";
        if (tokensValidFrom is not { } since)
        {
            return header;
        }

        var claims = $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{since.ToUnixTimeSeconds()}}}}"}}}""";
        return $"{header}, error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"";
    }
}
