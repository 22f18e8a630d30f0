using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection.Journal;

/// <summary>The journal as a file: only its owner may read it, and one run at a time may write it.</summary>
internal static class JournalFile
{
    /// <summary>Opens it to be read and continued, or makes it, with the folders that lead to it.</summary>
    public static FileStream Open(string path)
    {
        try
        {
            OwnFile.CreateFolder(Path.GetDirectoryName(path)!);
            if (OwnFile.IsLink(path))
            {
                throw new IOException("It is a link, and what is read back from where that leads might be others'");
            }

            // No buffer: what could not be written would be tried again when the file is closed.
            // Elsewhere than on Windows only None keeps another writer out; readers that do not ask for the lock read on.
            return OwnFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, Path.DirectorySeparatorChar == '\\' ? FileShare.Read : FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsSharing(e))
        {
            throw InUse(path, e);
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e))
        {
            throw NotWritable(path, e);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.JournalNotFound</c>, <c>JournalDamaged</c>, <c>JournalTooNew</c> or <c>JournalOfAnotherTenant</c>.</exception>
    public static JournalContent Read(string path, string tenantId)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = JournalReader.Read(path, file);
            DemandTenant(path, content, tenantId);
            return content;
        }
        catch (IOException e) when (IsSharing(e))
        {
            throw InUse(path, e);
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e))
        {
            throw new KaceAadException(
                ErrorCodes.JournalNotFound, $"The journal '{path}' cannot be read: {e.Message}", "Give the path that was given to the command that made the changes, or that it named.", e) { Target = path };
        }
    }

    /// <summary>Fails where it is another tenant's.</summary>
    public static void DemandTenant(string path, JournalContent? content, string tenantId)
    {
        if (content is not null && !string.Equals(content.TenantId, tenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw new KaceAadException(
                ErrorCodes.JournalOfAnotherTenant, $"The journal '{path}' is of tenant {content.TenantId}; the session is of tenant {tenantId}.",
                "Give another path, or for several tenants a folder: each gets a journal of its own in it.") { Target = path };
        }
    }

    /// <summary>It cannot be written.</summary>
    public static KaceAadException NotWritable(string path, Exception e) => new(
        ErrorCodes.JournalNotWritable, $"The journal '{path}' cannot be written: {e.Message.TrimEnd('.')}. Nothing is changed that cannot be written down.",
        "Give a path that can be written, and see that the disk is not full; then run the same command again, it continues from there.", e) { Target = path };

    private static KaceAadException InUse(string path, Exception e) => new(
        ErrorCodes.JournalInUse, $"The journal '{path}' is being written by another run.", "Wait until that has ended, or give another path.", e) { Target = path };

    // ERROR_SHARING_VIOLATION on Windows; .NET on Unix takes the lock with the same meaning, and says EWOULDBLOCK.
    private static bool IsSharing(IOException e) => e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
