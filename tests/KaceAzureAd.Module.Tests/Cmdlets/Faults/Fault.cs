using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>One way in which a service, or what is between, fails.</summary>
/// <param name="Name">As a person would call it.</param>
/// <param name="Rule">What the emulator is told, with <c>{0}</c> for the method and path of the request that is hit; empty where <see cref="Condition"/> says it all.</param>
/// <param name="Hits">Which sorts of requests it can hit.</param>
internal sealed record Fault(string Name, string Rule, Requests Hits)
{
    /// <summary>True for a failure that passes: it is waited out, and leaves no error.</summary>
    public bool Passes { get; init; }

    /// <summary>The id of the error that it has to end in where it hits Graph and ends in one; empty for any of the module's.</summary>
    public string Code { get; init; } = "";

    /// <summary>True where chance may spare all that a cmdlet sends.</summary>
    public bool MayMiss => Rule.Length == 0 || Rule.Contains("chance=", StringComparison.Ordinal);

    /// <summary>What becomes of the services as a whole.</summary>
    public Action<EmulatorHost>? Condition { get; init; }

    /// <summary>True for a condition that holds already while the session is made.</summary>
    public bool IsBeforeSignIn { get; init; }

    /// <summary>True for an answer that says 200, and is not what was asked for.</summary>
    public bool LooksLikeSuccess => !Passes && (Rule.StartsWith("200", StringComparison.Ordinal) || Rule.StartsWith("pass {0}", StringComparison.Ordinal));

    /// <summary>True where nobody acts on a request that the emulator's log shows as a success.</summary>
    public bool IsLost => (Rule.StartsWith("reset", StringComparison.Ordinal) || Rule.StartsWith("200", StringComparison.Ordinal)) && !Rule.Contains("acted", StringComparison.Ordinal);
}
