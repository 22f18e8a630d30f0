using System.Reflection;

namespace KaceAzureAd.Core.Tests;

/// <summary>Paths that the build knows (AssemblyMetadata in the project file).</summary>
internal static class BuildValue
{
    public static string Of(string key) => typeof(BuildValue).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
