namespace KaceAzureAd.Operations;

/// <summary>
/// Files with what was read of tenants. On Unix only their owner may read them, and folders that are made for them are closed to others; on Windows
/// both have the permissions of the folder that they stand in.
/// </summary>
internal static class OwnFile
{
    /// <summary>Writes a file: beside its place first, and there when it is whole. What stands in its place, a link too, is replaced and not written through.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    public static void Write(string path, bool replace, Action<Stream> write, CancellationToken cancellationToken)
    {
        if (Objection(path) is { } objection)
        {
            throw new IOException(objection);
        }

        var temporary = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(file);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Move(temporary, path, replace);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>Why no file can be written there, where that can be seen before the work; null where it cannot.</summary>
    public static string? Objection(string path) =>
        Directory.Exists(path) ? "it is a folder"
        : Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) ? "its folder is not there"
        : IsDevice(path) ? "it is a device, and no place for a file"
        : null;

    /// <summary>Opens a file; one that is made by it is its owner's alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
#if NET
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(path, mode, access, share, Math.Max(bufferSize, 1));
#endif
    }

    /// <summary>Makes a folder, with those that lead to it; what is there already stays as it is.</summary>
    public static void CreateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            // Only the last one would get the mode.
            if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
            {
                CreateFolder(parent);
            }

            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    /// <summary>True where another name stands for this file: who made it may have pointed it at a file that others read.</summary>
    public static bool IsLink(string path) => new FileInfo(path) is var file && file.Attributes != (FileAttributes)(-1) && file.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>True for a failure that is about the path or the disk.</summary>
    public static bool IsAboutFiles(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    // Moved onto a device, the file would take its place for the whole machine.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void Move(string from, string to, bool replace)
    {
#if NET
        File.Move(from, to, replace);
#else
        if (replace && File.Exists(to))
        {
            File.Replace(from, to, null);
        }
        else
        {
            File.Move(from, to);
        }
#endif
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            // What could not be made cannot be deleted either; the first failure is the one to tell.
        }
    }
}
