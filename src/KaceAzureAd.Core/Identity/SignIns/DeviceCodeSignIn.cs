using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>
/// Signs in with a code typed on a page of any device. Not the default: Microsoft recommends that tenants block it (facts.md 6.3).
/// </summary>
public sealed class DeviceCodeSignIn : PublicClientSignIn
{
    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.DeviceCode;

    internal override string Again => "Run Connect-KaceAad -DeviceCode again.";

    private protected override Task<AuthenticationResult> AcquireAsync(
        IPublicClientApplication client, string[] scopes, IAccount? account, SignInRequest request, CancellationToken cancellationToken)
    {
        // MSAL calls back on a thread of its own: the operation's log is taken along.
        var log = OperationLog.Current;
        return client.AcquireTokenWithDeviceCode(scopes, code =>
        {
            var where = request.TenantId is null ? "" : $" to {request.TenantId}";
            log.Inform($"To sign in{where}, open {code.VerificationUrl} in a browser and enter the code {code.UserCode}. It is valid until {code.ExpiresOn.ToLocalTime():t}.");
            return Task.CompletedTask;
        }).ExecuteAsync(cancellationToken);
    }
}
