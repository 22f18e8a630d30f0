using System.Reflection;

namespace KaceAzureAd.Core.Tests.Module;

/// <summary>What Windows PowerShell loads: bin/net472.</summary>
internal static class ModuleFolder
{
    private static readonly string Path = System.IO.Path.Combine(BuildValue.Of("RepositoryRoot"), "bin", "net472");

    public static string[] Libraries { get; } = Directory.GetFiles(Path, "*.dll");

    public static Assembly Cmdlets { get; } = Assembly.LoadFrom(System.IO.Path.Combine(Path, "KaceAzureAd.dll"));

    /// <summary>What is missing when all types of a library are loaded, with the signatures of their members.</summary>
    public static string[] Missing(string library)
    {
        try
        {
            foreach (var type in Assembly.LoadFrom(library).GetTypes())
            {
                type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            }

            return [];
        }
        catch (ReflectionTypeLoadException e)
        {
            return [.. e.LoaderExceptions.Select(l => $"{System.IO.Path.GetFileName(library)}: {l.Message}").Distinct(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or TypeLoadException or BadImageFormatException)
        {
            return [$"{System.IO.Path.GetFileName(library)}: {e.Message}"];
        }
    }

    /// <summary>
    /// Name of the file that the module's resolver answers with; null for no answer. It is asked directly: Mono itself takes any version beside a library, where
    /// .NET Framework asks the resolver.
    /// </summary>
    public static string? Answer(string name, Assembly asking)
    {
        var resolve = Cmdlets.GetType("KaceAzureAd.Desktop.FolderAssemblyResolver", throwOnError: true).GetMethod("Resolve", BindingFlags.Static | BindingFlags.NonPublic);
        return resolve.Invoke(null, [null, new ResolveEventArgs(name, asking)]) is Assembly answer ? System.IO.Path.GetFileName(answer.Location) : null;
    }
}
