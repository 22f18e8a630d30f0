namespace KaceAzureAd.Emulator.SignIn;

/// <summary>How an app proves who it is: with a secret or an assertion, or, as a public client, not at all.</summary>
internal static class ClientAuthentication
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static void Demand(TokenRequest request, bool isPublic)
    {
        var secret = request["client_secret"];
        var assertion = request["client_assertion"];
        if (isPublic)
        {
            if (secret.Length + assertion.Length > 0)
            {
                throw Refusals.CredentialNotAllowed();
            }
        }
        else if (assertion.Length > 0)
        {
            CheckType(request["client_assertion_type"]);
            ClientAssertion.Check(request, assertion);
        }
        else
        {
            CheckSecret(request, secret);
        }
    }

    private static void CheckType(string type)
    {
        if (type != AssertionType)
        {
            throw type.Length == 0 ? Refusals.ParameterMissing("client_assertion_type") : Refusals.AssertionTypeUnexpected();
        }
    }

    private static void CheckSecret(TokenRequest request, string secret)
    {
        if (secret.Length == 0)
        {
            throw Refusals.CredentialMissing();
        }

        var registered = request.App.Secrets.Find(s => s.Value == secret) ?? throw Refusals.SecretWrong(request.App);
        if (registered.EndDateTime < request.Now)
        {
            throw Refusals.SecretExpired(request.App);
        }
    }
}
