#if NET
using System.Runtime.Versioning;
#else
using System.ComponentModel;
using System.Runtime.InteropServices;
#endif

namespace KaceAzureAd.Operations;

/// <summary>
/// Files with what was read of tenants: their owner's alone from the moment at which they are made, and so are folders that are made for
/// them. On Windows <see cref="WindowsAccess"/> says who else may use them.
/// </summary>
internal static class OwnFile
{
    /// <summary>
    /// Writes a file: beside its place first, and there when it is whole. What stands in its place, a link too, is replaced and not written
    /// through.
    /// </summary>
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
                file.Flush(flushToDisk: true);
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
    public static string? Objection(string path)
    {
        try
        {
            return Directory.Exists(path) ? "it is a folder"
                : Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) ? "its folder is not there"
                : IsDevice(path) ? "it is a device, and no place for a file"
                : IsReadOnly(path) ? "it is there, and read-only"
                : null;
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            return e.Message; // .NET Framework refuses some paths in these questions already.
        }
    }

    /// <summary>Opens a file; one that is made by it is its owner's alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        if (IsWindows)
        {
            return WindowsAccess.Open(path, mode, access, share, bufferSize);
        }

#if NET
        const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(
            path, new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize, UnixCreateMode = Owners });
#else
        return new FileStream(path, mode, access, share, Math.Max(bufferSize, 1));
#endif
    }

    /// <summary>Makes a folder, with those that lead to it; what is there already stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        // Only the last one would get the mode, on Unix.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
        {
            CreateFolder(parent);
        }

        if (Directory.Exists(path))
        {
            return;
        }

        if (IsWindows)
        {
            WindowsAccess.CreateFolder(path);
            return;
        }

#if NET
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#else
        Directory.CreateDirectory(path);
#endif
    }

    /// <summary>True where another name stands for this file: who made it may have pointed it at a file that others read.</summary>
    public static bool IsLink(string path) => new FileInfo(path) is var file && file.Attributes != (FileAttributes)(-1) && file.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>True for a failure that is about the path or the disk.</summary>
    public static bool IsAboutFiles(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    // Moved onto a device, the file would take its place for the whole machine.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

#if NET
    [SupportedOSPlatformGuard("windows")]
#endif
    private static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    // What is moved onto it would take its place all the same, where the folder may be written.
    private static bool IsReadOnly(string path) => new FileInfo(path) is { Exists: true, IsReadOnly: true } && !IsLink(path);

#if NET
    private static void Move(string from, string to, bool replace) => File.Move(from, to, replace);
#else
    private const int ReplaceExisting = 1;

    private static void Move(string from, string to, bool replace)
    {
        if (!replace || !File.Exists(to))
        {
            File.Move(from, to);
        }
        else if (!IsWindows)
        {
            File.Replace(from, to, null);
        }
        else if (!MoveFileEx(from, to, ReplaceExisting))
        {
            throw new IOException(new Win32Exception(Marshal.GetLastWin32Error()).Message);
        }
    }

    // File.Replace would keep who may read the old file.
    [DllImport("kernel32.dll", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string from, string to, int flags);
#endif

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
