using System.Globalization;

namespace KaceAzureAd.Connection.Journal;

/// <summary>Where a tenant's journal is.</summary>
internal static class JournalPaths
{
    private const string Extension = ".journal.jsonl";

    /// <summary>At the path given. In a folder each tenant has a file of its own.</summary>
    public static string At(string path, string tenantId) =>
        Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal) || path.EndsWith("/", StringComparison.Ordinal)
            ? Path.Combine(path, tenantId + Extension)
            : path;

    /// <summary>True where this is a folder of journals, none of which is the tenant's: nothing was changed in that tenant.</summary>
    public static bool IsWithout(string path, string tenantId) =>
        Directory.Exists(path) && !File.Exists(At(path, tenantId)) && Directory.EnumerateFiles(path, "*" + Extension).Any();

    /// <summary>Where none was given: a new file in the user's own folder, or the last one there, where its run broke off.</summary>
    public static string Default(string tenantId)
    {
        try
        {
            return In(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "KaceAzureAd", "Journals"), tenantId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw JournalFile.NotWritable("KaceAzureAd/Journals of the user's own folder", e);
        }
    }

    /// <summary>The same, in a folder with one for each tenant.</summary>
    internal static string In(string root, string tenantId)
    {
        var folder = Path.Combine(root, tenantId);
        var last = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension).OrderBy(f => f, StringComparer.Ordinal).LastOrDefault() : null;
        return last is not null && BrokeOff(last, tenantId)
            ? last
            : Path.Combine(folder, DateTimeOffset.UtcNow.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + Extension);
    }

    private static bool BrokeOff(string path, string tenantId)
    {
        try
        {
            // Opened as a run does: one that is still running keeps it to itself.
            using var file = JournalFile.Open(path);
            var content = JournalReader.Read(path, file);
            return !content.HasEnded && string.Equals(content.TenantId, tenantId, StringComparison.OrdinalIgnoreCase);
        }
        catch (Errors.KaceAadException)
        {
            return false; // It is left as it is.
        }
    }
}
