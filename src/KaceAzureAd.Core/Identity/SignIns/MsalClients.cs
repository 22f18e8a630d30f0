using System.Diagnostics.CodeAnalysis;
using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>Sets MSAL's clients up alike.</summary>
internal static class MsalClients
{
    // Declared to Entra: it then revokes tokens early and says what it demands, instead of keeping their lives short (facts.md 6.6).
    private static readonly string[] Capabilities = ["cp1"];

    /// <summary>Authority, TLS and capabilities.</summary>
    /// <param name="builder">Of a public or a confidential client.</param>
    /// <param name="request">Whom to sign in to.</param>
    public static T For<T>(this AbstractApplicationBuilder<T> builder, SignInRequest request)
        where T : AbstractApplicationBuilder<T>
    {
        var configured = builder
            .WithAuthority(new Uri(request.Environment.SignInEndpoint, request.TenantId ?? "organizations").AbsoluteUri, validateAuthority: request.Environment.IsBuiltIn)
            .WithClientCapabilities(Capabilities)
            .WithHttpClientFactory(new Factory(request.Environment));

        // Microsoft's directory of clouds does not know an environment of one's own, and must not be asked about it.
        return request.Environment.IsBuiltIn ? configured : configured.WithInstanceDiscovery(false);
    }

    /// <summary>The same for a managed identity, which has no authority.</summary>
    public static ManagedIdentityApplicationBuilder For(this ManagedIdentityApplicationBuilder builder, SignInRequest request) =>
        builder.WithClientCapabilities(Capabilities).WithHttpClientFactory(new Factory(request.Environment));

    /// <summary>Gives MSAL a client that checks TLS as the environment says.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "The client owns nothing: its connections are the environment's, which every session shares.")]
    private sealed class Factory(KaceAadEnvironment environment) : IMsalHttpClientFactory
    {
        private readonly HttpClient _client = new(new SignInTraceHandler(new SignInAnswerHandler(HttpClients.ConnectionsTo(environment))), disposeHandler: false);

        public HttpClient GetHttpClient() => _client;
    }
}
