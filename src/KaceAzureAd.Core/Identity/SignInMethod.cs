namespace KaceAzureAd.Identity;

/// <summary>A way of signing in.</summary>
public enum SignInMethod
{
    /// <summary>The system's browser: authorization code with PKCE on a loopback port.</summary>
    Browser,

    /// <summary>A code that is typed on a page of any device.</summary>
    DeviceCode,

    /// <summary>An access token that the caller brought.</summary>
    AccessToken,
}
