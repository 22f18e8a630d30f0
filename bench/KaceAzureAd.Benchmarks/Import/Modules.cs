using KaceAzureAd.Rehearsal;

namespace KaceAzureAd.Benchmarks.Import;

/// <summary>The manifests of what is imported.</summary>
internal static class Modules
{
    private static readonly string Repository = RehearsalSession.Repository;

    /// <summary>The clone's own module.</summary>
    public static string Own { get; } = Path.Combine(Repository, "KaceAzureAd.psd1");

    /// <summary>The module as it is released, where it was built.</summary>
    public static string Packaged { get; } = Path.Combine(Repository, "artifacts", "KaceAzureAd", "KaceAzureAd.psd1");

    /// <summary>A binary module with nothing in it, of the same shape.</summary>
    public static string Empty { get; } = Path.Combine(Repository, "bench", "EmptyModule", "EmptyModule.psd1");
}
