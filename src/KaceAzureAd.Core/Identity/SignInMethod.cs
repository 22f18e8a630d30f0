namespace KaceAzureAd.Identity;

/// <summary>A way of signing in (facts.md 6.3).</summary>
public enum SignInMethod
{
    /// <summary>The system's browser: authorization code with PKCE on a loopback port.</summary>
    Browser,

    /// <summary>A code that is typed on a page of any device.</summary>
    DeviceCode,

    /// <summary>An access token that the caller brought.</summary>
    AccessToken,

    /// <summary>A refresh token that the caller brought: a person's work without the person.</summary>
    RefreshToken,

    /// <summary>An application with its certificate.</summary>
    Certificate,

    /// <summary>An application with its client secret.</summary>
    ClientSecret,

    /// <summary>An application that trusts another identity provider's token (workload identity federation).</summary>
    FederatedToken,

    /// <summary>The managed identity of the Azure resource that this runs on.</summary>
    ManagedIdentity,
}
