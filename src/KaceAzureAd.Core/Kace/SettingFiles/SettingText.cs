using System.Text;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>The text of a file: UTF-8, or what its byte order mark says. Bytes that are none of it are refused, for a group's name must not come out changed.</summary>
internal static class SettingText
{
    private const string SaveAgain = "Save it as text in UTF-8: in Excel, Save As > CSV UTF-8.";

    private static readonly Encoding[] Marked = [new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];

    /// <exception cref="Errors.KaceAadException"><c>KaceAad.SettingFileInvalid</c>.</exception>
    public static string Of(byte[] bytes)
    {
        var marked = Array.Find(Marked, e => bytes.Take(e.GetPreamble().Length).SequenceEqual(e.GetPreamble()));
        var mark = marked?.GetPreamble().Length ?? 0;
        try
        {
            var text = (marked ?? Marked[0]).GetString(bytes, mark, bytes.Length - mark);
            return text.IndexOf('\0') < 0 ? text : throw SettingFile.Invalid("it holds NUL characters, as text never does; it is no text, or in UTF-16 without a byte order mark", SaveAgain);
        }
        catch (DecoderFallbackException e)
        {
            throw SettingFile.Invalid("it is no text in UTF-8, nor in UTF-16 with a byte order mark", SaveAgain, e);
        }
    }
}
