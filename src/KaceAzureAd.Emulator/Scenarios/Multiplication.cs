using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Scenarios;

/// <summary>
/// Makes many customers of KACE Cloud out of those that a scenario has: copies of each in turn, alike but for ids and names
/// (<c>tenant0001.example</c>), in place of the originals.
/// </summary>
internal static class Multiplication
{
    /// <summary>Members of a tenant whose members are its own: their ids are made anew.</summary>
    private static readonly string[] Owned =
        ["users", "groups", "applications", "servicePrincipals", "oauth2PermissionGrants", "appRoleAssignments", "devices", "signIns"];

    public static void Apply(JsonObject scenario, int count)
    {
        var tenants = scenario["tenants"] as JsonArray ?? [];
        var subscriptions = scenario["kaceCloud"]?["subscriptions"] as JsonArray ?? [];
        var dns = scenario["dns"] as JsonArray ?? [];
        var originals = subscriptions.Select(s => new Original(tenants.First(t => Text(t, "id") == Text(s, "tenantId"))!.AsObject(), s!.AsObject(), dns)).ToList();
        if (originals.Count == 0)
        {
            throw new FormatException("The scenario has no customer of KACE Cloud to make more of.");
        }

        subscriptions.Clear();
        foreach (var original in originals)
        {
            tenants.Remove(original.Tenant);
            original.DnsRecords.ForEach(r => dns.Remove(r));
        }

        for (var number = 1; number <= count; number++)
        {
            var copy = originals[(number - 1) % originals.Count].Copy(string.Create(CultureInfo.InvariantCulture, $"{number:D4}"));
            tenants.Add(copy["tenant"]!.DeepClone());
            subscriptions.Add(copy["subscription"]!.DeepClone());
            copy["dns"]!.AsArray().ToList().ForEach(r => dns.Add(r!.DeepClone()));
        }

        scenario["dns"] ??= dns;
    }

    private static string Text(JsonNode? item, string member) => item?[member]?.ToString() ?? "";

    /// <summary>A customer as the scenario has it, and where in its text those words are that each copy has for itself.</summary>
    private sealed class Original
    {
        private readonly string _text;
        private readonly Regex _own;

        public Original(JsonObject tenant, JsonObject subscription, JsonArray dns)
        {
            Tenant = tenant;
            var domains = (tenant["domains"] as JsonArray ?? []).Select(d => Text(d, "name")).ToList();
            DnsRecords = [.. dns.Where(r => domains.Exists(d => Text(r, "name").EndsWith("." + d, StringComparison.OrdinalIgnoreCase)))];
            _text = new JsonObject
            {
                ["tenant"] = tenant.DeepClone(), ["subscription"] = subscription.DeepClone(), ["dns"] = new JsonArray([.. DnsRecords.Select(r => r!.DeepClone())]),
            }.ToJsonString();

            var ids = Owned.SelectMany(name => tenant[name] as JsonArray ?? []).Select(i => Text(i, "id"))
                .Concat((tenant["applications"] as JsonArray ?? []).Select(a => Text(a, "appId"))).Append(Text(tenant, "id")).Where(id => id.Length > 0);
            var labels = domains.Select(d => d.Split('.')[0]).Distinct(StringComparer.Ordinal);
            var suffixes = domains.Select(d => d[(d.IndexOf('.', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal);
            string[] names =
            [
                $@"(?<=[@.""]){Any(labels)}(?=\.{Any(suffixes)}"")",
                $@"(?<=""subdomain"":""|\{{kace\}}/|//){Any([Text(subscription, "subdomain")])}(?=[/.""])",
            ];
            _own = new Regex($"(?<id>{Any(ids)})|{string.Join('|', names)}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        }

        public JsonObject Tenant { get; }

        public List<JsonNode?> DnsRecords { get; }

        public JsonObject Copy(string number)
        {
            var copy = JsonNode.Parse(_own.Replace(_text, m => m.Groups["id"].Success ? WellKnown.IdOf($"{m.Value} {number}") : "tenant" + number))!.AsObject();
            copy["tenant"]!["displayName"] = "Tenant " + number;
            return copy;
        }

        private static string Any(IEnumerable<string> words) => $"(?:{string.Join('|', words.Select(Regex.Escape))})";
    }
}
