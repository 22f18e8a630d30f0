using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace KaceAzureAd.Operations;

/// <summary>
/// Text that others wrote (names of groups, what a server says) as it may stand in a message: one line, bounded, every script as it is,
/// and nothing that a terminal would obey or that turns what follows around.
/// </summary>
public static class OneLine
{
    private const int NamesShown = 5;
    private const int LongestName = 100;
    private const int LongestText = 4000;

    /// <summary>One text. Breaks and tabs become a space; other characters that cannot be seen are written as \uXXXX.</summary>
    /// <param name="text">The text; null is an empty one.</param>
    /// <param name="longest">How many characters of it are shown, roughly.</param>
    public static string Of(string? text, int longest = LongestName)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < (text ?? "").Length; i++)
        {
            if (shown.Length >= longest)
            {
                return shown.Append("...").ToString();
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(text!, i);
            if (IsBreak(text![i], category))
            {
                _ = shown.Length == 0 || shown[shown.Length - 1] == ' ' ? shown : shown.Append(' ');
            }
            else if (IsHidden(text[i], category))
            {
                shown.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(text[i]);
                if (char.IsSurrogatePair(text, i))
                {
                    shown.Append(text[++i]);
                }
            }
        }

        return shown.ToString().TrimEnd();
    }

    /// <summary>A whole message, in which names may stand; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Text(string? text) => text is null ? null : Of(text, LongestText);

    /// <summary>Text of several lines, each of which is safe to show; the lines stay.</summary>
    public static string Lines(string text) => string.Join(Environment.NewLine, text.Replace("\r\n", "\n").Split('\n').Select(l => Of(l, LongestText)));

    /// <summary>Names, the first few of however many.</summary>
    public static string Of(IEnumerable<string?> names)
    {
        var all = names.ToList();
        var first = string.Join(", ", all.Take(NamesShown).Select(n => Of(n)));
        return all.Count <= NamesShown ? first : $"{first} and {(all.Count - NamesShown).ToString(CultureInfo.InvariantCulture)} more";
    }

    private static bool IsBreak(char c, UnicodeCategory category) =>
        c is '\r' or '\n' or '\t' or '\v' or '\f' or '\u0085' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Scripts and emoji need the two joiners; all other format characters only deceive. A surrogate that is no pair is a broken text, and the last two no characters, which XML refuses.
    private static bool IsHidden(char c, UnicodeCategory category) =>
        c is '\uFFFE' or '\uFFFF' || c is not ('\u200C' or '\u200D') && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate;
}
