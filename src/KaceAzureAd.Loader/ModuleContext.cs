using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace KaceAzureAd.Loader;

/// <summary>
/// Loads the module's cmdlets into a load context of their own. The first version of this assembly that a process loads
/// serves every later version of the module too, so this type's name and its method's signature never change.
/// </summary>
public static class ModuleContext
{
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    /// <summary>
    /// The cmdlet assembly of a folder. It is the same one each time, in every runspace of the process, also where another folder holds
    /// the same version: the engine keeps one description of a cmdlet for each assembly-qualified name.
    /// </summary>
    /// <param name="folder">The folder that holds KaceAzureAd.dll and all that it needs.</param>
    public static Assembly Load(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, "KaceAzureAd.dll"));
        var identity = AssemblyName.GetAssemblyName(path).FullName;
        return Loaded.GetOrAdd(
            identity, _ => new Lazy<Assembly>(() => new FolderLoadContext(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path))).Value;
    }

    /// <summary>
    /// Answers with the DLL that lies in the module's folder, whatever version of it others have loaded. Everything else, that is
    /// the engine and the framework, comes from the default context.
    /// </summary>
    private sealed class FolderLoadContext(string folder) : AssemblyLoadContext("KaceAzureAd")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == typeof(ModuleContext).Assembly.GetName().Name)
                return typeof(ModuleContext).Assembly;

            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            var isSatellite = !string.IsNullOrEmpty(assemblyName.CultureName);
            return !isSatellite && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
