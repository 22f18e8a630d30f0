using KaceAzureAd.Core.Tests;
using KaceAzureAd.Graph;

[assembly: AssemblyFixture(typeof(ShortWaits))]

namespace KaceAzureAd.Core.Tests;

/// <summary>
/// Graph takes its time to show what was written; the emulator shows it at once, unless it is told otherwise. Where a mutant makes a test wait for what
/// never comes (docs/mutation.md), the wait is over before the mutant counts as one that hangs. Set before the first test, and not while this assembly is
/// loaded: Core would be loaded with it, before its branches can be counted.
/// </summary>
public sealed class ShortWaits
{
    public ShortWaits() => Replication.Default = new Replication(
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("KACEAAD_TESTS_MUTATED") is { Length: > 0 } ? 2 : 60));
}
