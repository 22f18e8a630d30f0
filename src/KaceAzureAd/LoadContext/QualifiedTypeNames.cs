using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.LoadContext;

/// <summary>
/// Answers for the module's own two assemblies where a type is named with its assembly, as proxies and mocks name it where a process holds
/// two versions of the module. The engine looks for such a name in the default load context, and this is asked where that has no such
/// assembly. Each version answers for itself alone. It stays once it is there, as the assemblies do.
/// </summary>
public sealed class QualifiedTypeNames : IModuleAssemblyInitializer
{
    private static readonly Assembly[] Own = [typeof(QualifiedTypeNames).Assembly, typeof(KaceAadSession).Assembly];
    private static int installed;

    /// <inheritdoc/>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0)
            AssemblyLoadContext.Default.Resolving += (_, wanted) => Array.Find(Own, own => IsMeant(wanted, own.GetName()));
    }

    // Where no version is given, the first one that was imported is meant, as with any name that a process has used before.
    private static bool IsMeant(AssemblyName wanted, AssemblyName own) =>
        string.Equals(wanted.Name, own.Name, StringComparison.OrdinalIgnoreCase)
        && (wanted.Version is null || wanted.Version == own.Version)
        && string.IsNullOrEmpty(wanted.CultureName)
        && wanted.GetPublicKeyToken() is null or { Length: 0 };
}
