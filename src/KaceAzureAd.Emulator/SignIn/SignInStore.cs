using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What the sign-in service remembers between requests, each under a handle that cannot be guessed.</summary>
internal sealed class SignInStore
{
    public ConcurrentDictionary<string, Interaction> Interactions { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, AuthorizationCode> Codes { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, RefreshToken> RefreshTokens { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, DeviceCode> DeviceCodes { get; } = new(StringComparer.Ordinal);

    public static string NewHandle() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>What is remembered of how a person signed in.</summary>
internal sealed record SignInSession(DateTimeOffset Since, bool IsDeviceCode, bool HasSecondFactor);

/// <summary>One signed-in user, at one app, for these scopes.</summary>
/// <param name="Tenant">Where the user signed in: at home, or as a partner at a customer.</param>
/// <param name="IsPublicClient">Whether the app gets its tokens without proving who it is.</param>
internal record Grant(Application App, Tenant Tenant, User User, ScopeRequest Scopes, bool IsPublicClient, SignInSession Session);

internal sealed record AuthorizationCode(AuthorizeRequest Request, Tenant Tenant, User User, SignInSession Session, DateTimeOffset Expires)
    : Grant(Request.App, Tenant, User, Request.Scopes, Request.IsPublicClient, Session)
{
    private int _redeemed;

    /// <summary>True once.</summary>
    public bool TryRedeem() => Interlocked.Exchange(ref _redeemed, 1) == 0;
}

internal sealed record RefreshToken(Grant Grant, DateTimeOffset Expires);

/// <summary>A device code, from its request until it is redeemed.</summary>
internal sealed class DeviceCode(Application app, string requestedTenant, ScopeRequest scopes, DateTimeOffset expires)
{
    public Application App { get; } = app;

    public string RequestedTenant { get; } = requestedTenant;

    public ScopeRequest Scopes { get; } = scopes;

    public DateTimeOffset Expires { get; } = expires;

    /// <summary>What a person types; letters and digits that are not mistaken for one another.</summary>
    public string UserCode { get; } = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 9);

    public DateTimeOffset? LastPoll { get; set; }

    /// <summary>Set where the person declined, or the tenant did.</summary>
    public EntraException? Refusal { get; set; }

    /// <summary>Set once a person approved.</summary>
    public Grant? Approved { get; set; }
}
