using System.Runtime.CompilerServices;
using KaceAzureAd.Graph;

namespace KaceAzureAd.Core.Tests;

/// <summary>
/// Graph takes its time to show what was written; the emulator shows it at once, unless it is told otherwise. Where a mutant makes a test wait for what
/// never comes (docs/mutation.md), the wait is over before the mutant counts as one that hangs.
/// </summary>
internal static class ShortWaits
{
    [ModuleInitializer]
    internal static void Set() => Replication.Default = new Replication(
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("KACEAAD_TESTS_MUTATED") is { Length: > 0 } ? 2 : 60));
}
