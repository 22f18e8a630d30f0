namespace KaceAzureAd.Benchmarks;

/// <summary>What many runs come to.</summary>
internal static class Figures
{
    /// <summary>The middle one: a run that the machine disturbed does not count.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
