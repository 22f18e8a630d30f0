using System.Text;

namespace KaceAzureAd.Help;

/// <summary>Writes a file whole or not at all: two builds may do it at once.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)); // Windows PowerShell takes a file without the mark for one of the system's code page.
        File.Move(temporary, path, overwrite: true);
    }
}
