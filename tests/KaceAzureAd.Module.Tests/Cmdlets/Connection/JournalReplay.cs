using System.Text.Json.Nodes;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>
/// Replays a journal by docs/journal.md alone, without the module: what the tenant must be like if nobody but the journalled commands changed it.
/// A value that the journal leaves open (a run broke off, an entry came with its own addresses) is not compared.
/// </summary>
internal sealed class JournalReplay
{
    private static readonly JsonNode Open = JsonValue.Create("open");

    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    private JournalReplay()
    {
    }

    public static JournalReplay Of(string path)
    {
        var replay = new JournalReplay();
        var changes = new Dictionary<int, JsonNode>();
        foreach (var record in File.ReadLines(path).Select(l => JsonNode.Parse(l)!))
        {
            switch ((string?)record["record"])
            {
                case "change":
                    changes[(int)record["change"]!] = record;
                    replay.Set(record, Open);
                    break;
                case "done":
                    replay.Done(changes[(int)record["change"]!]);
                    break;
                case "failed" when (bool)record["refused"]!:
                    replay.Set(changes[(int)record["change"]!], changes[(int)record["change"]!]["before"]);
                    break;
            }
        }

        return replay;
    }

    /// <summary>What is not as the journal says, in words.</summary>
    public IEnumerable<string> DifferencesTo(Emulator.State.Tenant tenant) =>
        from value in _values
        where value.Value != Open
        let now = Now(tenant, value.Key.Split(' '))
        where Text(value.Value) != now
        select $"{value.Key}: the journal says {Text(value.Value)}, the tenant has {now}";

    private void Done(JsonNode change)
    {
        Set(change, change["after"]);
        if ((string?)change["kind"] == "EnterpriseApplication")
        {
            // With the application comes and goes what it was granted; its entry comes with addresses of its own.
            var appId = (string)change["target"]!["appId"]!;
            foreach (var key in _values.Keys.Where(k => k.Contains(appId, StringComparison.Ordinal) && !k.StartsWith("EnterpriseApplication ", StringComparison.Ordinal)).ToList())
            {
                _values[key] = key.StartsWith("MdmU", StringComparison.Ordinal) ? Open : null;
            }
        }
    }

    private void Set(JsonNode change, JsonNode? value)
    {
        var (kind, target) = ((string)change["kind"]!, change["target"]!);
        if (kind is "EnterpriseApplication" or "MdmUris" or "MdmUserScope" or "DelegatedConsent" or "ApplicationConsent")
        {
            _values[$"{kind} {target["appId"]} {target["resourceId"]} {target["appRoleId"]}".TrimEnd()] = value;
        }
    }

    private static string Now(Emulator.State.Tenant tenant, string[] key)
    {
        var application = tenant.ServicePrincipals.Find(s => s.AppId == key[1]);
        var policy = tenant.MobileDeviceManagementPolicies.Find(p => p.Id == key[1]);
        return key[0] switch
        {
            "EnterpriseApplication" => application is null ? "nothing" : "there",
            "MdmUris" => $"{policy?.TermsOfUseUrl} {policy?.DiscoveryUrl}",
            "MdmUserScope" => policy?.AppliesTo switch { "all" => "All", "none" => "None", _ => "Some " + string.Join(' ', (policy?.IncludedGroups ?? []).Order(StringComparer.Ordinal)) },
            "DelegatedConsent" => Words(tenant.OAuth2PermissionGrants.Find(g => g.ClientId == application?.Id && g.ResourceId == key[2])?.Scope),
            _ => tenant.AppRoleAssignments.Exists(a => a.PrincipalId == application?.Id && a.AppRoleId == key[^1]) ? "granted" : "nothing",
        };
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "nothing",
        _ when value["termsOfUseUrl"] is not null => $"{value["termsOfUseUrl"]} {value["discoveryUrl"]}",
        _ when value["scope"] is { } scope && value["groups"] is JsonArray groups => (string)scope! == "Some" ? "Some " + string.Join(' ', groups.Select(g => (string)g!["id"]!).Order(StringComparer.Ordinal)) : (string)scope!,
        _ when value["scope"] is { } scopes => Words((string?)scopes),
        _ when value["granted"] is not null => "granted",
        _ => "there",
    };

    private static string Words(string? scope) => string.IsNullOrEmpty(scope) ? "nothing" : string.Join(' ', scope.Split(' ').Order(StringComparer.Ordinal));
}
