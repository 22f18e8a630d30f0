namespace KaceAzureAd.Kace;

/// <summary>Finds KACE Cloud's three labels in text, in one pass and without regard to case.</summary>
internal static class SettingLabels
{
    private const int MaxGap = 8;

    private static readonly string[] TermsOfUse = ["Terms", "Of", "Use"];
    private static readonly string[] Discovery = ["Discovery"];
    private static readonly string[] On = ["On"];
    private static readonly string[] Uri = ["URI"];
    private static readonly string[] Url = ["URL"];

    /// <summary>One label found: which of the three it is, where it starts and where it ends.</summary>
    internal readonly record struct Found(string Label, int Start, int End);

    /// <summary>Every label in the text, in its order.</summary>
    public static IEnumerable<Found> In(string text)
    {
        for (var at = 0; (at = text.IndexOf("MDM", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += 3)
        {
            if (At(text, at) is { } found)
            {
                yield return found;
            }
        }
    }

    private static Found? At(string text, int start)
    {
        var afterMdm = start + 3;
        var first = Gap(text, afterMdm);
        var (label, end) = (first < text.Length ? char.ToUpperInvariant(text[first]) : '\0') switch
        {
            'T' => (KaceAadSetting.TermsOfUseLabel, Words(text, afterMdm, TermsOfUse)),
            'D' => (KaceAadSetting.DiscoveryLabel, Words(text, afterMdm, Discovery)),
            'O' => (KaceAadSetting.OnBoardLabel, OnBoard(text, afterMdm)),
            _ => ("", -1),
        };
        var uri = Math.Max(Words(text, end, Uri), Words(text, end, Url));
        return uri >= 0 && EndsHere(text, uri) ? new Found(label, start, uri) : null;
    }

    /// <summary>"On-Board", "Onboard", "On Board", with any dash.</summary>
    private static int OnBoard(string text, int at)
    {
        var next = Words(text, at, On);
        if (next < 0)
        {
            return -1;
        }

        next = Gap(text, next);
        next = Gap(text, next < text.Length && IsDash(text[next]) ? next + 1 : next);
        return Word(text, next, "Board");
    }

    /// <summary>Where these words end, each after white space; -1 where they do not stand here or <paramref name="at"/> is -1 itself.</summary>
    private static int Words(string text, int at, string[] words)
    {
        foreach (var word in words)
        {
            var next = at < 0 ? at : Gap(text, at);
            if (next == at)
            {
                return -1;
            }

            at = Word(text, next, word);
        }

        return at;
    }

    private static int Word(string text, int at, string word) =>
        string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 ? at + word.Length : -1;

    private static int Gap(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < MaxGap && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>A label's last word is a whole one, though a page's text may run on into the value or a button without a space.</summary>
    private static bool EndsHere(string text, int at) =>
        at >= text.Length || !char.IsLetterOrDigit(text[at]) || Word(text, at, "http") >= 0 || Word(text, at, "Cop") >= 0;

    private static bool IsDash(char c) => c is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D';
}
