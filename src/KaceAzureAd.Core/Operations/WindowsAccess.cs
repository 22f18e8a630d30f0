#if NET
using System.Runtime.Versioning;
#endif
using System.Security.AccessControl;
using System.Security.Principal;

namespace KaceAzureAd.Operations;

/// <summary>
/// Who may use the user's own files on Windows: a list of their own, which takes nothing over from the folder. Files and folders have it
/// from the moment at which they are made.
/// </summary>
#if NET
[SupportedOSPlatform("windows")]
#endif
internal static class WindowsAccess
{
    // Its owner, as a share may know the user by another name; SYSTEM and Administrators, who look after the machine and could take it.
    private static readonly string[] Others = ["S-1-3-4", "S-1-5-18", "S-1-5-32-544"];

    /// <summary>Full control for the user and those others, and for nobody else, in Windows' notation (SDDL).</summary>
    /// <param name="user">The user's security identifier.</param>
    /// <param name="isFolder">Whether it holds for what is made in it as well.</param>
    internal static string Sddl(string user, bool isFolder) =>
        "D:P" + string.Concat(Others.Prepend(user).Distinct().Select(sid => $"(A;{(isFolder ? "OICI" : "")};FA;;;{sid})"));

    /// <summary>Opens a file; one that is made by it has that list.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
    {
        var rights = access switch
        {
            FileAccess.Read => FileSystemRights.Read,
            FileAccess.Write => FileSystemRights.Write,
            _ => FileSystemRights.Read | FileSystemRights.Write,
        };
        var security = new FileSecurity();
        security.SetSecurityDescriptorSddlForm(Sddl(User, isFolder: false));
        bufferSize = Math.Max(bufferSize, 1); // As good as none.
#if NET
        return new FileInfo(path).Create(mode, rights, share, bufferSize, FileOptions.None, security);
#else
        return new FileStream(path, mode, rights, share, bufferSize, FileOptions.None, security);
#endif
    }

    /// <summary>Makes a folder, with those that lead to it; what is there already stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        var security = new DirectorySecurity();
        security.SetSecurityDescriptorSddlForm(Sddl(User, isFolder: true));
#if NET
        security.CreateDirectory(path);
#else
        Directory.CreateDirectory(path, security);
#endif
    }

    private static string User
    {
        get
        {
            using var identity = WindowsIdentity.GetCurrent();
            return identity.User!.Value;
        }
    }
}
