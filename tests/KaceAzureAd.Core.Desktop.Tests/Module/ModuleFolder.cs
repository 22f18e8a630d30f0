using System.Reflection;

namespace KaceAzureAd.Core.Tests.Module;

/// <summary>What Windows PowerShell loads: bin/net472.</summary>
internal static class ModuleFolder
{
    public static string Path { get; } = System.IO.Path.Combine(BuildValue.Of("RepositoryRoot"), "bin", "net472");

    public static string Cmdlets { get; } = System.IO.Path.Combine(Path, "KaceAzureAd.dll");

    public static string[] Libraries { get; } = Directory.GetFiles(Path, "*.dll");
}

/// <summary>A process that loads the module as Windows PowerShell does: from elsewhere, and with System.Management.Automation of its own.</summary>
internal sealed class OtherHost : IDisposable
{
    private readonly Connection.TemporaryFolder _folder = new();
    private readonly AppDomain _domain;

    public OtherHost()
    {
        File.Copy(BuildValue.Of("PowerShellStandard"), _folder.File("System.Management.Automation.dll"));
        var tests = _folder.File("Host.exe");
        File.Copy(typeof(Inspector).Assembly.Location, tests);
        _domain = AppDomain.CreateDomain("host", null, new AppDomainSetup { ApplicationBase = _folder.Path });
        Inspector = (Inspector)_domain.CreateInstanceFromAndUnwrap(tests, typeof(Inspector).FullName);
    }

    public Inspector Inspector { get; }

    public void Dispose()
    {
        AppDomain.Unload(_domain);
        _folder.Dispose();
    }
}

/// <summary>Lives in the other host.</summary>
public sealed class Inspector : MarshalByRefObject
{
    /// <summary>As the engine does when the module is imported.</summary>
    public void Import(string cmdlets)
    {
        var resolver = Assembly.LoadFrom(cmdlets).GetType("KaceAzureAd.Desktop.FolderAssemblyResolver", throwOnError: true);
        resolver.GetMethod("OnImport").Invoke(Activator.CreateInstance(resolver), null);
    }

    /// <summary>The cmdlets, as in Get-KaceAadPlan.</summary>
    public string[] Cmdlets(string cmdlets) =>
    [
        .. Assembly.LoadFrom(cmdlets).GetExportedTypes()
            .SelectMany(t => t.GetCustomAttributesData()).Where(a => a.AttributeType.Name == "CmdletAttribute").Select(a => $"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}"),
    ];

    /// <summary>What is missing when all types of a library are loaded, and the signatures of their members.</summary>
    public string[] Missing(string library)
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
            return [.. e.LoaderExceptions.Select(l => $"{Path.GetFileName(library)}: {l.Message}").Distinct()];
        }
        catch (Exception e) when (e is IOException or TypeLoadException or BadImageFormatException)
        {
            return [$"{Path.GetFileName(library)}: {e.Message}"];
        }
    }

    /// <summary>Where a library comes from when this host itself asks for it; null where it gets none.</summary>
    public string? Ask(string name)
    {
        try
        {
            return Assembly.Load(name).Location;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
