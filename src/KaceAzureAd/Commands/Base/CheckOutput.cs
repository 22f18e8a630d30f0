using KaceAzureAd.Checks;

namespace KaceAzureAd.Commands;

/// <summary>Writes the results of checks: themselves, or whether all is well.</summary>
internal static class CheckOutput
{
    public static void Write(AsyncCmdlet cmdlet, IReadOnlyList<KaceAadCheck> checks, bool quiet)
    {
        if (quiet)
        {
            cmdlet.WriteObject(checks.All(c => c.IsWell));
        }
        else
        {
            cmdlet.WriteObject(checks, enumerateCollection: true);
        }
    }
}
