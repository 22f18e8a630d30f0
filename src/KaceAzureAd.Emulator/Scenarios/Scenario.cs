using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Scenarios;

/// <summary>
/// Loads a world from a scenario: one that comes with the emulator, by name, or a JSON file. A scenario that says <c>"base"</c> is
/// laid over that one (<see cref="Overlay"/>). Addresses are written with <c>{signin}</c>, <c>{graph}</c> and <c>{kace}</c> until they are known.
/// </summary>
public static class Scenario
{
    private const string Prefix = "KaceAzureAd.Emulator.Scenarios.";
    private const string Suffix = ".json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The scenarios that come with the emulator.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The world of a scenario.</summary>
    /// <param name="nameOrFile">Name of a scenario that comes with the emulator, or a file.</param>
    /// <param name="tenants">How many customers KACE Cloud is to have, made of those that the scenario has; null for those alone.</param>
    /// <exception cref="FileNotFoundException">There is neither a scenario nor a file of this name.</exception>
    /// <exception cref="FormatException">It is not JSON, has a member that does not exist, or names an app that is registered nowhere.</exception>
    public static World Load(string nameOrFile, int? tenants = null)
    {
        World world;
        try
        {
            var scenario = Read(nameOrFile, Environment.CurrentDirectory, []);
            if (tenants is { } count)
            {
                Multiplication.Apply(scenario, count);
            }

            world = scenario.Deserialize<World>(Json)!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The scenario '{nameOrFile}' cannot be read: {e.Message}", e);
        }

        if (world.FindTenant(WellKnown.MicrosoftTenantId) is null)
        {
            world.Tenants.Add(WellKnown.CreateMicrosoftTenant());
        }

        foreach (var tenant in world.Tenants)
        {
            foreach (var servicePrincipal in tenant.ServicePrincipals)
            {
                Complete(world, nameOrFile, servicePrincipal);
            }
        }

        return world;
    }

    private static JsonObject Read(string nameOrFile, string folder, HashSet<string> seen)
    {
        if (!seen.Add(nameOrFile))
        {
            throw new FormatException($"The scenario '{nameOrFile}' is based on itself.");
        }

        var path = Path.GetFullPath(nameOrFile, folder);
        var isOwn = Names.Contains(nameOrFile, StringComparer.Ordinal);
        if (!isOwn && !File.Exists(path))
        {
            throw new FileNotFoundException($"There is no scenario '{nameOrFile}': it has to be a file, or one of {string.Join(", ", Names)}.", nameOrFile);
        }

        using var stream = isOwn ? Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + nameOrFile + Suffix)! : File.OpenRead(path);
        var scenario = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }) as JsonObject
            ?? throw new FormatException($"The scenario '{nameOrFile}' is not a JSON object.");
        if (!scenario.Remove("base", out var below))
        {
            return scenario;
        }

        return (JsonObject)Overlay.Apply(Read(below!.ToString(), isOwn ? folder : Path.GetDirectoryName(path)!, seen), scenario)!;
    }

    /// <summary>A scenario only says which app a service principal is of; the rest comes from the app's registration.</summary>
    private static void Complete(World world, string scenario, ServicePrincipal servicePrincipal)
    {
        if (world.FindApplication(servicePrincipal.AppId) is not { } found)
        {
            throw new FormatException($"The scenario '{scenario}' has a service principal of the app '{servicePrincipal.AppId}', which is registered in none of its tenants.");
        }

        var app = found.App;
        servicePrincipal.DisplayName = servicePrincipal.DisplayName.Length > 0 ? servicePrincipal.DisplayName : app.DisplayName;
        servicePrincipal.AppOwnerOrganizationId ??= found.Home.Id;
        servicePrincipal.ServicePrincipalNames = [app.AppId, .. app.IdentifierUris];
        servicePrincipal.ReplyUrls = [.. app.RedirectUris];
        servicePrincipal.OAuth2PermissionScopes = [.. app.OAuth2PermissionScopes];
        servicePrincipal.AppRoles = [.. app.AppRoles];
    }
}
