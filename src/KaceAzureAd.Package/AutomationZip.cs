using System.IO.Compression;

namespace KaceAzureAd.Package;

/// <summary>The archive for Azure Automation, which wants the module's folder at its root and takes the module's name from the file's.</summary>
internal static class AutomationZip
{
    /// <summary>The time of everything in an archive: the first that the format can say.</summary>
    public static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string path, ModuleFolder module)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, file) in module.Files)
        {
            var entry = archive.CreateEntry($"{ModuleManifest.ModuleName}/{name}", CompressionLevel.SmallestSize);
            entry.LastWriteTime = Time;
            using var source = file.OpenRead();
            using var target = entry.Open();
            source.CopyTo(target);
        }
    }
}
