using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.KaceCloud;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>What the three services share.</summary>
public sealed record EmulatorContext(World World, Origins Origins, TokenIssuer Tokens, RequestLog Log)
{
    /// <summary>Failures that wait for their requests.</summary>
    public FaultSet Faults { get; init; } = new();

    public SignInOptions SignIn { get; } = new();

    public required KaceBackEnd KaceCloud { get; init; }
}
