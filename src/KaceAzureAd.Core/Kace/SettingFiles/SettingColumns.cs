using System.Text;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>A column of a file, whose name may be long and is looked at once for however many rows.</summary>
/// <param name="Key">By which columns are told apart.</param>
/// <param name="Name">As written.</param>
internal sealed record SettingColumn(string Key, string Name);

/// <summary>Which column of a file is which, by its name: case, spaces and dashes do not count, so that KACE Cloud's own labels can stand there.</summary>
internal static class SettingColumns
{
    private static readonly string[] Needed = [nameof(KaceAadSetting.TermsOfUseUri), nameof(KaceAadSetting.DiscoveryUri), nameof(KaceAadSetting.OnBoardUri)];
    private static readonly string[] Optional = [nameof(KaceAadSetting.TenantId), nameof(KaceAadSetting.AppId)];
    private static readonly Dictionary<string, string> Known = Needed.Concat(Optional).Concat(Needed.Select(n => "Mdm" + n))
        .ToDictionary(Plain, n => n.StartsWith("Mdm", StringComparison.Ordinal) ? n[3..] : n, StringComparer.Ordinal);

    /// <summary>Settings that were written to a file have them too; they say where the appId came from, which is found out again.</summary>
    private static readonly HashSet<string> NotTaken = [Plain(nameof(KaceAadSetting.AppIdSource)), Plain(nameof(KaceAadSetting.ConsentPage))];

    /// <summary>The name by which the columns of a file are told apart: of a setting's own, its property's.</summary>
    public static string Key(string name) => Known.TryGetValue(Plain(name), out var own) ? own : Plain(name);

    /// <summary>True for the setting's own columns.</summary>
    public static bool IsOwn(string key) => Known.ContainsValue(key);

    /// <summary>True for columns that hold nothing to take over.</summary>
    public static bool IsNotTaken(string key) => key.Length == 0 || NotTaken.Contains(key);

    /// <summary>A column as it is named.</summary>
    public static SettingColumn Of(string name) => new(Key(name), name.Trim());

    /// <summary>Refuses a file or an object that names a column twice.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.SettingColumnRepeated</c>.</exception>
    public static void RefuseRepeated(IEnumerable<string> names)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Where(n => Plain(n).Length > 0))
        {
            if (seen.TryGetValue(Key(name), out var first))
            {
                throw new KaceAadException(
                    ErrorCodes.SettingColumnRepeated, $"'{OneLine.Of(first)}' and '{OneLine.Of(name)}' name the same column.",
                    "Keep one of them; case, spaces, dashes and a leading MDM make no difference.");
            }

            seen.Add(Key(name), name);
        }
    }

    /// <summary>Refuses a file without the columns that every row needs.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.SettingColumnMissing</c>, naming what is missing and what there is.</exception>
    public static void DemandNeeded(IReadOnlyCollection<string> names)
    {
        var missing = Needed.Except(names.Select(Key), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new KaceAadException(
                ErrorCodes.SettingColumnMissing, $"There is no {string.Join(" and no ", missing)} in it; it has {OneLine.Of(names.Where(n => Plain(n).Length > 0))}.",
                $"Name the columns {string.Join(", ", Needed)}, and {string.Join(" and ", Optional)} where they are known.");
        }
    }

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            _ = char.IsWhiteSpace(c) || c is '-' or '\u2010' or '\u2011' or '\u2013' ? plain : plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }
}
