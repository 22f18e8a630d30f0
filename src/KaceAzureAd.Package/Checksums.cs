using System.Security.Cryptography;

namespace KaceAzureAd.Package;

/// <summary>SHA-256 of every released file, in the form that sha256sum -c reads.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    public static void Write(string artifacts)
    {
        var lines = Directory.GetFiles(artifacts).Order(StringComparer.Ordinal).Select(f => $"{Of(f)}  {Path.GetFileName(f)}\n");
        File.WriteAllText(Path.Combine(artifacts, FileName), string.Concat(lines));
    }

    public static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
