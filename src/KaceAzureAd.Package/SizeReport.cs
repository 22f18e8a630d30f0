using System.Text;

namespace KaceAzureAd.Package;

/// <summary>What the build prints of the package: how large each part is, and what takes the room.</summary>
internal static class SizeReport
{
    private const int FilesShown = 8;

    public static string Of(string artifacts, ModuleFolder module)
    {
        var report = new StringBuilder();
        foreach (var part in module.Files.GroupBy(f => Path.GetDirectoryName(f.Name)!.Replace('\\', '/')))
        {
            var files = part.OrderByDescending(f => f.File.Length).ToList();
            report.AppendLine(Row($"{ModuleManifest.ModuleName}/{part.Key}", files.Sum(f => f.File.Length), $"{files.Count} files"));
            foreach (var (_, file) in files.Take(FilesShown))
                report.AppendLine(Row("    " + file.Name, file.Length));
            if (files.Count > FilesShown)
                report.AppendLine(Row($"    {files.Count - FilesShown} more", files.Skip(FilesShown).Sum(f => f.File.Length)));
        }

        report.AppendLine(Row($"{ModuleManifest.ModuleName}, all", module.Files.Sum(f => f.File.Length), $"{module.Files.Count} files"));
        foreach (var file in new DirectoryInfo(artifacts).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
            report.AppendLine(Row(file.Name, file.Length));
        return report.ToString();
    }

    private static string Row(string name, long bytes, string note = "") => $"{name,-60}{bytes / 1024d,10:N0} KiB  {note}".TrimEnd();
}
