using KaceAzureAd.Checks;

namespace KaceAzureAd.Commands;

/// <summary>Writes the results of checks: themselves, or whether all is well.</summary>
internal static class CheckOutput
{
    public static void Write(AsyncCmdlet cmdlet, IReadOnlyList<KaceAadCheck> checks, bool quiet)
    {
        if (quiet)
        {
            // A check that was skipped proves nothing: with -Quiet it must not pass in silence.
            cmdlet.WriteObject(checks.All(c => c.Status is CheckStatus.Passed or CheckStatus.Warning));
        }
        else
        {
            cmdlet.WriteObject(checks, enumerateCollection: true);
        }
    }
}
