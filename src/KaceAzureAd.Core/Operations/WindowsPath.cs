namespace KaceAzureAd.Operations;

/// <summary>
/// What Windows takes for something else than the file that was named: a device, a stream of another file, a name without its last dot, a
/// place that depends on the process. It is only the text that is looked at, so it is the same on every platform.
/// </summary>
public static class WindowsPath
{
    private const string Verbatim = @"\\?\";
    private const string VerbatimShare = @"\\?\UNC\";
    private const string Device = @"\\.\";
    private const string NotInNames = "<>\"|?*";

    // COM and LPT have their digits as superscripts too.
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789¹²³".SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a path cannot be one of a file on Windows, or would be another one's there; null where it is just that.</summary>
    /// <param name="path">A full path.</param>
    public static string? Objection(string path)
    {
        var text = path.Replace('/', '\\');
        if (text.StartsWith(Device, StringComparison.Ordinal))
        {
            return "it names a device";
        }

        return Names(text) is { } names
            ? names.Select(Fault).FirstOrDefault(f => f is not null)
            : "it is not a full path: it depends on the folder of the process";
    }

    /// <summary>The names below the drive or the share; null where there is neither.</summary>
    private static IEnumerable<string>? Names(string text)
    {
        var isVerbatimShare = text.StartsWith(VerbatimShare, StringComparison.OrdinalIgnoreCase);
        if (isVerbatimShare || (text.StartsWith(@"\\", StringComparison.Ordinal) && !text.StartsWith(Verbatim, StringComparison.Ordinal)))
        {
            var share = text.Substring(isVerbatimShare ? VerbatimShare.Length : 2).Split('\\');
            return share.Length > 1 ? share.Skip(2) : null;
        }

        var (start, isVerbatim) = text.StartsWith(Verbatim, StringComparison.Ordinal) ? (Verbatim.Length, true) : (0, false);
        var names = text.Substring(start).Split('\\');
        return names.Length > 1 && (isVerbatim || names[0] is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':']) ? names.Skip(1) : null;
    }

    private static string? Fault(string name)
    {
        if (name is "" or "." or "..")
        {
            return null;
        }

        if (name.Contains(':'))
        {
            return $"'{name}' names a stream of a file, or a drive in its midst";
        }

        if (name.Any(c => c < ' ' || NotInNames.Contains(c)))
        {
            return $"Windows allows no control character and none of {NotInNames} in a name";
        }

        if (name[name.Length - 1] is '.' or ' ')
        {
            return $"Windows leaves out the dot or space at the end of '{name}'";
        }

        return Devices.Contains(name.Split('.')[0].TrimEnd(' ')) ? $"Windows takes '{name}' for a device" : null;
    }
}
