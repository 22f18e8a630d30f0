namespace KaceAzureAd.Kace;

/// <summary>Finds a label's value in the text that follows it.</summary>
internal static class SettingValue
{
    private const string Around = "\"'`<>«»‘’‚“”„‹›*|,;";
    private const string Before = "([{=:：";

    private static readonly (char Open, char Close)[] Brackets = [('(', ')'), ('[', ']'), ('{', '}')];
    private static readonly string[] ButtonWords = ["Copied!", "Copied", "Copy!", "Copy"];

    // A tab stands between the cells of a table, and a cell is as good as a line.
    private static readonly char[] LineEnds = ['\t', '\r', '\n', '\u000B', '\u000C', '\u0085', '\u2028', '\u2029'];

    /// <summary>The value between two places of the text, or null where there is none.</summary>
    public static string? In(string text, int start, int end)
    {
        var ownLine = true;
        while (start < end)
        {
            var lineEnd = text.IndexOfAny(LineEnds, start, end - start);
            lineEnd = lineEnd < 0 ? end : lineEnd;
            if (lineEnd > start && OnLine(text, start, lineEnd, ownLine) is { } value)
            {
                return value;
            }

            start = lineEnd + 1;
            ownLine = false;
        }

        return null;
    }

    private static string? OnLine(string text, int start, int end, bool labelsLine)
    {
        string? first = null;
        var count = 0;
        foreach (var (wordStart, wordEnd) in Words(text, start, end))
        {
            var word = Unwrap(text, wordStart, wordEnd);
            if (word.Length == 0)
            {
                continue;
            }

            count++;
            first ??= word;
            if (labelsLine && IsAddress(word))
            {
                return word;
            }

            if (!labelsLine && count > 1)
            {
                return null;
            }
        }

        return first is not null && (IsAddress(first) || IsRelative(first)) ? first : null;
    }

    private static IEnumerable<(int Start, int End)> Words(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            var wordStart = at;
            while (at < end && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at > wordStart)
            {
                yield return (wordStart, at);
            }
        }
    }

    /// <summary>The word without quotes and brackets around it and without a Copy button's text; empty where nothing else is there.</summary>
    private static string Unwrap(string text, int start, int end)
    {
        // What is around it may be around a button's text, and that around more of it.
        for (var isBegun = true; isBegun || StartsWithButton(text, ref start, end);)
        {
            isBegun = false;
            while (start < end && (Around.Contains(text[start]) || Before.Contains(text[start])))
            {
                start++;
            }
        }

        // A closing bracket belongs to the address only where its opening one does.
        var ends = Around + string.Concat(Brackets.Where(b => text.IndexOf(b.Open, start, end - start) < 0).Select(b => b.Close));
        for (var isBegun = true; isBegun || EndsWithButton(text, start, ref end);)
        {
            isBegun = false;
            while (start < end && ends.Contains(text[end - 1]))
            {
                end--;
            }
        }

        var word = text[start..end];
        return word is "to" or "clipboard" ? "" : word;
    }

    private static bool StartsWithButton(string text, ref int start, int end)
    {
        var (from, length) = (start, end - start);
        var button = Array.Find(ButtonWords, b => b.Length <= length && string.CompareOrdinal(text, from, b, 0, b.Length) == 0);
        start += button?.Length ?? 0;
        return button is not null;
    }

    private static bool EndsWithButton(string text, int start, ref int end)
    {
        var (to, length) = (end, end - start);
        var button = Array.Find(ButtonWords, b => b.Length <= length && string.CompareOrdinal(text, to - b.Length, b, 0, b.Length) == 0);
        end -= button?.Length ?? 0;
        return button is not null;
    }

    private static bool IsAddress(string word)
    {
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 || word.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A path, or an address that lacks its scheme: worth an error of its own.</summary>
    private static bool IsRelative(string word) =>
        word.Length > 1 && word.IndexOf('/') is var slash && (slash == 0 || (slash > 0 && word.IndexOf('.') is >= 0 and var dot && dot < slash));
}
