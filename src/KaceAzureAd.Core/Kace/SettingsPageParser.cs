using System.Text;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

/// <summary>The three values as the settings page shows them, not checked yet.</summary>
/// <param name="TermsOfUse">Value of MDM Terms Of Use URI.</param>
/// <param name="Discovery">Value of MDM Discovery URI.</param>
/// <param name="OnBoard">Value of MDM On-Board URI.</param>
public sealed record SettingsPage(string TermsOfUse, string Discovery, string OnBoard);

/// <summary>
/// Reads the text copied from KACE Cloud's Azure Active Directory Settings page (facts.md 4.8): each label on the same line as its
/// value or on a line before it, among buttons, help texts and other lines. Takes time in proportion to the text, whatever it holds.
/// </summary>
/// <remarks>
/// A label's value is the first address after it, up to the next label, that stands on the label's own line or has a line or
/// a table's cell to itself; an address within a sentence further down is not a value. The text of a Copy button that runs on from a value is dropped.
/// </remarks>
public static class SettingsPageParser
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Finds the three values.</summary>
    /// <param name="text">The page's text.</param>
    /// <exception cref="KaceAadException">
    /// <c>KaceAad.SettingIncomplete</c>, naming what is missing; <c>KaceAad.SettingAmbiguous</c>, naming two values for one label;
    /// <c>KaceAad.SettingTooLarge</c>. That a value is an https address is for <see cref="KaceAadSetting.Create"/> to check.
    /// </exception>
    public static SettingsPage Parse(string? text)
    {
        if (text?.Length > MaxLength)
        {
            throw new KaceAadException(
                ErrorCodes.SettingTooLarge, $"The text has {text.Length} characters; no more than {MaxLength} are read.",
                "Copy only KACE Cloud's Azure Active Directory Settings page.");
        }

        var page = WithoutInvisible(text ?? "");
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        SettingLabels.Found? open = null;
        foreach (var label in SettingLabels.In(page))
        {
            Take(values, page, open, label.Start);
            open = label;
        }

        Take(values, page, open, page.Length);
        string[] labels = [KaceAadSetting.TermsOfUseLabel, KaceAadSetting.DiscoveryLabel, KaceAadSetting.OnBoardLabel];
        if (labels.Any(l => !values.TryGetValue(l, out var value) || value is null))
        {
            throw Incomplete(labels, values);
        }

        return new SettingsPage(values[labels[0]]!, values[labels[1]]!, values[labels[2]]!);
    }

    private static void Take(Dictionary<string, string?> values, string page, SettingLabels.Found? open, int end)
    {
        if (open is not { } label)
        {
            return;
        }

        var value = SettingValue.In(page, label.End, end);
        if (!values.TryGetValue(label.Label, out var before) || before is null)
        {
            values[label.Label] = value;
        }
        else if (value is not null && value != before)
        {
            throw new KaceAadException(
                ErrorCodes.SettingAmbiguous,
                $"The text holds two different values for the {label.Label}: '{SettingUri.Show(before)}' and '{SettingUri.Show(value)}'.",
                "Copy the settings page of one KACE Cloud subscription only, or give the three URIs to New-KaceAadSetting.") { Target = label.Label };
        }
    }

    private static KaceAadException Incomplete(string[] labels, Dictionary<string, string?> values)
    {
        var reasons = labels.Where(l => !values.ContainsKey(l)).Select(l => $"no {l}")
            .Concat(values.Where(v => v.Value is null).Select(v => $"no address after {v.Key}"));
        return new KaceAadException(
            ErrorCodes.SettingIncomplete, $"The text is not the whole settings page: there is {string.Join(", ", reasons)}.",
            "In KACE Cloud open Settings > Windows Settings > Azure AD, select the whole page, copy it and give that text.")
        {
            Target = string.Join(", ", labels.Where(l => !values.TryGetValue(l, out var value) || value is null)),
        };
    }

    private static string WithoutInvisible(string text)
    {
        if (!text.Any(IsInvisible))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsInvisible(c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }

    /// <summary>Zero-width characters, the byte order mark and the soft hyphen: left by the page's layout, never part of an address.</summary>
    private static bool IsInvisible(char c) => c is '\u00AD' or (>= '\u200B' and <= '\u200F') or '\u2060' or '\uFEFF';
}
