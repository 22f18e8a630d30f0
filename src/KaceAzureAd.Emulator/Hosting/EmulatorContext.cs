using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.KaceCloud;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>What the services share.</summary>
public sealed record EmulatorContext(World World, Origins Origins)
{
    /// <summary>Failures that wait for their requests.</summary>
    public FaultSet Faults { get; } = new();

    /// <summary>All that was asked.</summary>
    public RequestLog Log { get; } = new();

    public required SignInOptions SignIn { get; init; }

    public required TokenIssuer Tokens { get; init; }

    public required KaceBackEnd KaceCloud { get; init; }

    /// <summary>Where resources of Azure get tokens of their managed identities.</summary>
    public required ManagedIdentityEndpoint ManagedIdentity { get; init; }

    internal Replicas Replicas { get; } = new();

    internal SignInStore SignIns { get; } = new();
}
