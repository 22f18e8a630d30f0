using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The <c>scope</c> parameter: permissions of Graph, by name or all that the app lists (<c>.default</c>), and OpenID Connect's own scopes.</summary>
internal sealed class ScopeRequest
{
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";

    private static readonly string[] OpenIdScopes = ["openid", "profile", "email", "offline_access"];

    private ScopeRequest(string prefix, bool isDefault, IReadOnlyList<PermissionScope> scopes, IReadOnlyList<string> openId)
    {
        Prefix = prefix;
        IsDefault = isDefault;
        Scopes = scopes;
        OpenId = openId;
    }

    /// <summary>How the request named Graph: its address with a slash, or nothing. The answer names it alike.</summary>
    public string Prefix { get; }

    /// <summary>True for <c>.default</c>.</summary>
    public bool IsDefault { get; }

    public IReadOnlyList<PermissionScope> Scopes { get; }

    public IReadOnlyList<string> OpenId { get; }

    public bool WantsRefreshToken => OpenId.Contains("offline_access", StringComparer.OrdinalIgnoreCase);

    public bool WantsIdToken => OpenId.Contains("openid", StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the parameter; what Graph does not offer is refused with AADSTS70011, another resource with AADSTS500011.</summary>
    public static ScopeRequest Parse(string? scope, string graphOrigin, World world, string tenant)
    {
        var names = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
        {
            throw Refusals.ParameterMissing("scope");
        }

        var graph = world.FindApplication(GraphAppId)?.App ?? throw Refusals.ResourceNotFound(graphOrigin, tenant);
        var prefix = "";
        var isDefault = false;
        List<PermissionScope> scopes = [];
        List<string> openId = [];
        foreach (var name in names)
        {
            if (OpenIdScopes.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                openId.Add(name.ToLowerInvariant());
                continue;
            }

            var slash = name.LastIndexOf('/');
            var resource = slash < 0 ? "" : name[..slash];
            if (resource.Length > 0 && !string.Equals(resource, graphOrigin, StringComparison.OrdinalIgnoreCase) && resource != GraphAppId)
            {
                throw Refusals.ResourceNotFound(resource, tenant);
            }

            prefix = slash < 0 ? prefix : name[..(slash + 1)];
            var value = name[(slash + 1)..];
            if (value == ".default")
            {
                isDefault = true;
                continue;
            }

            scopes.Add(graph.OAuth2PermissionScopes.Find(s => s.IsEnabled && string.Equals(s.Value, value, StringComparison.OrdinalIgnoreCase))
                ?? throw Refusals.ScopeInvalid(name, $"The resource '{graph.DisplayName}' has no delegated permission of that name."));
        }

        if (isDefault && scopes.Count > 0)
        {
            throw Refusals.ScopeInvalid(scope!, ".default scope can't be combined with resource-specific scopes.");
        }

        return new ScopeRequest(prefix, isDefault, scopes, openId);
    }
}
