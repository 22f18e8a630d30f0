using System.Globalization;

namespace KaceAzureAd;

/// <summary>How many samples are tried of what holds for every input: the usual few, or as many as KACEAAD_TESTS_SAMPLES says.</summary>
internal static class Samples
{
    public static long Of(int usual) => Environment.GetEnvironmentVariable("KACEAAD_TESTS_SAMPLES") is { Length: > 0 } given ? long.Parse(given, CultureInfo.InvariantCulture) : usual;
}
