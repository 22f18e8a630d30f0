using System.Text;

namespace KaceAzureAd.Package;

/// <summary>
/// The licences of what the module contains: those that a package ships, and for those that it only names the standard text. A text that
/// several packages have is there once.
/// </summary>
internal static class ThirdPartyNotices
{
    private static readonly string Rule = new('-', 80);

    public static string Of(IReadOnlyList<Dependency> dependencies)
    {
        var notices = new StringBuilder("KaceAzureAd contains parts of the following packages.\n\n");
        var texts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var dependency in dependencies)
        {
            var name = $"{dependency.Id} {dependency.Version}";
            notices.Append(name).Append('\n');
            string[] facts = [$"Licence: {dependency.LicenceExpression ?? "its own text below"}", dependency.Nuspec.GetCopyright(), dependency.Nuspec.GetProjectUrl()];
            foreach (var line in facts.Where(l => !string.IsNullOrEmpty(l)))
                notices.Append("  ").Append(line).Append('\n');
            foreach (var text in Texts(dependency))
            {
                if (!texts.TryAdd(text, [name]))
                    texts[text].Add(name);
            }
        }

        foreach (var (text, names) in texts)
            notices.Append(string.Join('\n', ["", Rule, .. names, Rule, "", text, ""]));
        return notices.ToString();
    }

    private static IEnumerable<string> Texts(Dependency dependency)
    {
        var own = Directory.GetFiles(dependency.Folder).Where(f => IsLicence(f) || IsNotice(f)).Order(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var file in own)
            yield return Tidy(File.ReadAllText(file));
        if (!own.Exists(IsLicence))
            yield return Standard(dependency);
    }

    /// <summary>The first licence of the expression that has a text here: of several to choose from, one is enough.</summary>
    private static string Standard(Dependency dependency)
    {
        var expression = dependency.LicenceExpression ?? throw new InvalidDataException($"{dependency.Id} {dependency.Version} has neither a licence expression nor a licence text.");
        var names = expression.Contains(" AND ", StringComparison.Ordinal) ? [] : expression.Trim('(', ')').Split(" OR ");
        using var text = names.Select(n => typeof(ThirdPartyNotices).Assembly.GetManifestResourceStream(n)).FirstOrDefault(s => s is not null)
            ?? throw new InvalidDataException($"{dependency.Id} {dependency.Version} is under {expression}, of which Licences/ has no text.");
        using var reader = new StreamReader(text);
        return Tidy(reader.ReadToEnd());
    }

    private static bool IsLicence(string path) => Path.GetFileName(path).StartsWith("LICEN", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotice(string path) => Path.GetFileName(path).Contains("NOTICE", StringComparison.OrdinalIgnoreCase);

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim('\n', '\uFEFF');
}
