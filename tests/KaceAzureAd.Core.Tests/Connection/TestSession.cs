using System.Net;
using System.Text;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>A session by a token that somebody brought: nothing is asked of any service.</summary>
internal static class TestSession
{
    public const string TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";

    public static Task<KaceAadSession> OfAsync(string tenantId = TenantId, KaceAadEnvironment? environment = null, params string[] scopes)
    {
        var payload = $$"""{"aud":"00000003-0000-0000-c000-000000000000","tid":"{{tenantId}}","upn":"admin@contoso.example","scp":"{{string.Join(" ", scopes.Length > 0 ? scopes : ["Policy.ReadWrite.MobilityManagement"])}}","exp":4102444800}""";
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
        return KaceAadSession.ConnectAsync(
            new AccessTokenSignIn(new NetworkCredential("", token).SecurePassword), new SignInRequest(environment ?? KaceAadEnvironment.Global, tenantId, null, []), readOnly: false, TestContext.Current.CancellationToken);
    }
}
