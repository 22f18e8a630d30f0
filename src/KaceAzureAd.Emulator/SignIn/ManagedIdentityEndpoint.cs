using System.Globalization;
using System.Security.Cryptography;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What a resource of Azure finds in its environment to get tokens with (facts.md 6.4).</summary>
public sealed class ManagedIdentityEndpoint(int port)
{
    internal const string Path = "/oauth2/token";

    /// <summary>For IDENTITY_ENDPOINT.</summary>
    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{Path}"));

    /// <summary>For IDENTITY_HEADER.</summary>
    public string Header { get; } = RandomNumberGenerator.GetHexString(32);
}
