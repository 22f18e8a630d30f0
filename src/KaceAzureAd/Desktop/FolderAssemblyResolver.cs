using System.Management.Automation;
using System.Reflection;

namespace KaceAzureAd.Desktop;

/// <summary>
/// Windows PowerShell 5.1 has no load contexts and no binding redirects of ours: where an assembly of the module's folder asks for
/// one whose exact version is not there, it gets the one beside it. Nobody else is ever answered. It stays once it is there,
/// as the assemblies do: they may ask for one of theirs after the module was removed.
/// </summary>
public sealed class FolderAssemblyResolver : IModuleAssemblyInitializer
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(FolderAssemblyResolver).Assembly.Location)!;
    private static int installed;

    /// <inheritdoc/>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0)
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (!IsInFolder(request.RequestingAssembly))
            return null;

        var path = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsInFolder(Assembly? assembly) =>
        assembly is { IsDynamic: false, Location.Length: > 0 }
        && string.Equals(Path.GetDirectoryName(assembly.Location), Folder, StringComparison.OrdinalIgnoreCase);
}
