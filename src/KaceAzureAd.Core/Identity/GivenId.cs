using System.Globalization;

namespace KaceAzureAd.Identity;

/// <summary>
/// Reads ids as people give them: typed, pasted out of a page, from a file or an environment variable. The one place that says what does
/// not matter in them, so that the same text is the same id wherever it is given.
/// </summary>
public static class GivenId
{
    private static readonly string[] Forms = ["D", "B", "P", "N"];

    /// <summary>The id as Microsoft Entra writes it: lower case, with hyphens and without braces. Null where the text is no id.</summary>
    /// <param name="text">The text as given.</param>
    public static string? Of(string? text)
    {
        var trimmed = Trim(text ?? "");
        foreach (var form in Forms)
        {
            if (Guid.TryParseExact(trimmed, form, out var id) && id != Guid.Empty)
            {
                return id.ToString("D");
            }
        }

        return null;
    }

    /// <summary>The text without what cannot be seen around it: white space, line ends, byte order marks, zero-width characters.</summary>
    /// <param name="text">The text as given.</param>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsUnseen(text[start]))
        {
            start++;
        }

        while (end > start && IsUnseen(text[end - 1]))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    private static bool IsUnseen(char character) =>
        char.IsWhiteSpace(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;
}
