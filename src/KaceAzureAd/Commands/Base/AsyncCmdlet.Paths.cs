using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <content>The one way in which the text of a path parameter becomes the path of a file.</content>
public abstract partial class AsyncCmdlet
{
    /// <summary>
    /// The full path in the file system, from PowerShell's own location and drives; wildcards are not expanded. To be asked before the work
    /// first waits.
    /// </summary>
    /// <param name="path">As it was given.</param>
    /// <param name="code">What it is called where it cannot be the path of a file.</param>
    /// <param name="what">What the file is, as in "a plan".</param>
    /// <exception cref="KaceAadException">Of that code: no such drive, another provider, a name that the system refuses.</exception>
    protected string FilePath(string path, ErrorCode code, string what)
    {
        var (full, objection) = OnPipeline(() => Resolve(path)); // What fails on the pipeline's own thread would end the pipeline.
        return objection is null ? full : throw new KaceAadException(
            code, $"'{path}' cannot be the path of {what}: {objection.TrimEnd('.')}.",
            "Give the path of a file: in full, or by a folder or drive of the file system (Get-PSDrive -PSProvider FileSystem lists drives).")
        {
            Target = path,
        };
    }

    private (string Path, string? Objection) Resolve(string path)
    {
        try
        {
            var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return (full, string.IsNullOrWhiteSpace(path) ? "it is empty"
                : provider.Name != "FileSystem" ? $"it belongs to the provider {provider.Name}, not to the file system"
                : full.Contains('\0') ? "it has a null character"
                : System.IO.Path.DirectorySeparatorChar == '\\' ? WindowsPath.Objection(full)
                : full.StartsWith("/", StringComparison.Ordinal) ? null
                : "it is not a full path");
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or InvalidOperationException or IOException
            or ArgumentException or NotSupportedException or UnauthorizedAccessException)
        {
            return ("", e.Message);
        }
    }
}
