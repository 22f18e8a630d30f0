#if NET
using System.Net;

namespace KaceAzureAd.Operations;

/// <summary>
/// The proxy that holds at the moment of a request. .NET's connections take theirs, and its credentials, once and for good: a proxy that
/// is set in a shell after a first try would have no effect. (.NET Framework asks for its own at each request.)
/// </summary>
internal sealed class CurrentProxy : IWebProxy, ICredentials
{
    private CurrentProxy()
    {
    }

    public static CurrentProxy Instance { get; } = new();

    // Asked for once, and for each proxy that wants some.
    ICredentials? IWebProxy.Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    // One that somebody set counts. Else .NET has its own, made of the environment variables when it was first asked for: what they say now
    // counts.
    private static IWebProxy? Now => HttpClient.DefaultProxy is var set && set.GetType().Assembly != typeof(HttpClient).Assembly ? set
        : EnvironmentProxy.Now ?? (IsOfOldVariables(set) ? null : set);

    public Uri? GetProxy(Uri destination) => Now is { } proxy && !proxy.IsBypassed(destination) ? proxy.GetProxy(destination) : null;

    bool IWebProxy.IsBypassed(Uri host) => GetProxy(host) is null;

    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType) => Now?.Credentials?.GetCredential(uri, authType);

    private static bool IsOfOldVariables(IWebProxy set) => set.GetType().Name == "HttpEnvironmentProxy";
}
#endif
