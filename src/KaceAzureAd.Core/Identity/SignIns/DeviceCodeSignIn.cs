using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>
/// Signs in with a code typed on a page of any device. Not the default: Microsoft recommends that tenants block it (facts.md 6.3).
/// </summary>
public sealed class DeviceCodeSignIn : MsalSignIn
{
    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.DeviceCode;

    private protected override Task<AuthenticationResult> AcquireAsync(IPublicClientApplication client, SignInRequest request, CancellationToken cancellationToken)
    {
        // MSAL calls back on a thread of its own: the operation's log is taken along.
        var log = OperationLog.Current;
        return client.AcquireTokenWithDeviceCode(request.QualifiedScopes, code =>
        {
            log.Inform($"To sign in, open {code.VerificationUrl} in a browser and enter the code {code.UserCode}. It is valid until {code.ExpiresOn.ToLocalTime():t}.");
            return Task.CompletedTask;
        }).ExecuteAsync(cancellationToken);
    }
}
