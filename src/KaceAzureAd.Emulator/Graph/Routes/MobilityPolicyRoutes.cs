using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.State;
using Group = KaceAzureAd.Emulator.State.Group;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Mobility (MDM and MAM) policies: beta only, delegated only, a state machine rather than a record (facts.md 1.4, 1.5).</summary>
internal static partial class MobilityPolicyRoutes
{
    private static readonly QuerySupport EntityQuery = new() { HasSelect = true, Expand = ["includedGroups"] };

    private static readonly QuerySupport ListQuery = EntityQuery with { HasPaging = true, Filter = new Dictionary<string, string[]> { ["displayName"] = ["eq"] } };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. new Collection("mobileDeviceManagementPolicies", IsMdm: true, t => t.MobileDeviceManagementPolicies).Routes(),
        .. new Collection("mobileAppManagementPolicies", IsMdm: false, t => t.MobileAppManagementPolicies).Routes(),
    ];

    /// <summary>The two forms of an included group's reference that Microsoft's pages and Microsoft365DSC show (facts.md 1.4).</summary>
    [GeneratedRegex(@"^/(?:odata/groups\('(?<id>[^'/]+)'\)|beta/groups/(?<id>[^'/]+))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GroupReference();

    private sealed record Collection(string Name, bool IsMdm, Func<Tenant, List<MobilityPolicy>> Policies)
    {
        private Shape<MobilityPolicy> Shape { get; } = ShapeOf(IsMdm);

        private string Template => $"policies/{Name}";

        public IEnumerable<Route> Routes() =>
        [
            new("GET", Template, ListQuery, r => r.Collection(Shape, Visible(r), Template, Expand(r))) { IsBetaOnly = true },
            new("GET", Template + "/{id}", EntityQuery, Get) { IsBetaOnly = true },
            new("PATCH", Template + "/{id}", QuerySupport.None, Update) { IsBetaOnly = true },
            new("DELETE", Template + "/{id}", QuerySupport.None, Delete) { IsBetaOnly = true },
            new("GET", Template + "/{id}/includedGroups", new QuerySupport { HasSelect = true, HasPaging = true }, ListGroups) { IsBetaOnly = true },
            new("POST", Template + "/{id}/includedGroups/$ref", QuerySupport.None, AddGroup) { IsBetaOnly = true },
            new("DELETE", Template + "/{id}/includedGroups/{groupId}/$ref", QuerySupport.None, RemoveGroup) { IsBetaOnly = true },
        ];

        private static Shape<MobilityPolicy> ShapeOf(bool isMdm)
        {
            OrderedDictionary<string, Func<MobilityPolicy, JsonNode?>> properties = new()
            {
                ["id"] = p => p.Id,
                ["appliesTo"] = p => p.AppliesTo,
                ["complianceUrl"] = p => p.ComplianceUrl,
                ["description"] = p => p.Description,
                ["discoveryUrl"] = p => p.DiscoveryUrl,
                ["displayName"] = p => p.DisplayName,
                ["isValid"] = p => p.IsValid,
                ["termsOfUseUrl"] = p => p.TermsOfUseUrl,
            };
            if (isMdm)
            {
                properties["isMdmEnrollmentDuringRegistrationDisabled"] = p => p.IsMdmEnrollmentDuringRegistrationDisabled;
            }

            return new(isMdm ? "mobileDeviceManagementPolicy" : "mobileAppManagementPolicy", properties);
        }

        private static IEnumerable<Group> GroupsOf(MobilityPolicy policy, ILookup<string, Group> groups) => policy.IncludedGroups.SelectMany(id => groups[id]);

        private static ILookup<string, Group> GroupsById(GraphRequest request) => request.Tenant.Groups.ToLookup(g => g.Id, StringComparer.Ordinal);

        private static Action<MobilityPolicy, JsonObject>? Expand(GraphRequest request)
        {
            if (request.Query.Expand is not { } expand)
            {
                return null;
            }

            var groups = GroupsById(request);
            return (policy, json) => json[expand.Name] = GroupsOf(policy, groups).Take(request.World.Behaviour.ExpandedGroups).Array(g => GroupRoutes.Shape.Write(g, expand.Select));
        }

        private static MobilityPolicy Updatable(MobilityPolicy policy) => policy.IsValid
            ? policy
            : throw GraphException.BadRequest("The policy is not valid, because its application is no longer in the tenant: it cannot be updated.");

        private IEnumerable<MobilityPolicy> Visible(GraphRequest request) => Policies(request.Tenant).Where(p => request.IsReplicated(p.CreatedAt));

        private MobilityPolicy Find(GraphRequest request) =>
            Visible(request).FirstOrDefault(p => p.Id.Equals(request.Value("id"), StringComparison.OrdinalIgnoreCase)) ?? throw GraphException.NotFound(request.Value("id"));

        private GraphResponse Get(GraphRequest request)
        {
            var response = request.Entity(Shape, Find(request), Template, expand: Expand(request));
            return request.World.Behaviour.WrapsSinglePolicyInValue ? response with { Body = new JsonObject { ["value"] = response.Body } } : response;
        }

        private GraphResponse ListGroups(GraphRequest request)
        {
            var policy = Find(request);
            return request.Collection(GroupRoutes.Shape, GroupsOf(policy, GroupsById(request)), $"{Template}('{policy.Id}')/includedGroups");
        }

        private GraphResponse Update(GraphRequest request)
        {
            string[] texts = ["complianceUrl", "description", "discoveryUrl", "displayName", "termsOfUseUrl"];
            var body = request.Body([.. texts, "appliesTo", .. IsMdm ? ["isMdmEnrollmentDuringRegistrationDisabled"] : Array.Empty<string>()]);
            var policy = Updatable(Find(request));
            if (body.ContainsKey("appliesTo"))
            {
                SetScope(request.World.Behaviour, policy, body);
                return GraphResponse.NoContent;
            }

            // Everything is checked before anything is set: a refused request changes nothing.
            var values = texts.Where(body.ContainsKey).ToDictionary(name => name, name => ReadText(request.World.Behaviour, policy, body, name), StringComparer.Ordinal);
            const string Registration = "isMdmEnrollmentDuringRegistrationDisabled";
            var registration = body[Registration]?.GetValueKind() switch
            {
                null => policy.IsMdmEnrollmentDuringRegistrationDisabled,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw GraphException.BadRequest($"Invalid value specified for property '{Registration}'."),
            };
            policy.ComplianceUrl = values.GetValueOrDefault("complianceUrl", policy.ComplianceUrl);
            policy.Description = values.GetValueOrDefault("description", policy.Description);
            policy.DiscoveryUrl = values.GetValueOrDefault("discoveryUrl", policy.DiscoveryUrl);
            policy.DisplayName = values.GetValueOrDefault("displayName", policy.DisplayName)!;
            policy.TermsOfUseUrl = values.GetValueOrDefault("termsOfUseUrl", policy.TermsOfUseUrl);
            policy.IsMdmEnrollmentDuringRegistrationDisabled = registration;
            return GraphResponse.NoContent;
        }

        private static void SetScope(Behaviour behaviour, MobilityPolicy policy, JsonObject body)
        {
            if (body.Count > 1)
            {
                throw GraphException.BadRequest("The property 'appliesTo' cannot be updated together with another property.");
            }

            switch (GraphRequest.Text(body, "appliesTo"))
            {
                case "all":
                    policy.AppliesTo = "all";
                    policy.IncludedGroups.Clear();
                    break;
                case "none":
                    policy.AppliesTo = "none";
                    if (!behaviour.NoneKeepsIncludedGroups)
                    {
                        policy.IncludedGroups.Clear();
                    }

                    break;
                case "selected":
                    throw GraphException.BadRequest("The property 'appliesTo' cannot be set to 'selected': add a group to 'includedGroups'.");
                case var other:
                    throw GraphException.BadRequest($"Invalid value '{other}' specified for property 'appliesTo'.");
            }
        }

        private static string? ReadText(Behaviour behaviour, MobilityPolicy policy, JsonObject body, string name)
        {
            var value = body[name]?.GetValueKind() switch
            {
                null when name != "displayName" => null,
                JsonValueKind.String => body[name]!.GetValue<string>(),
                _ => throw GraphException.BadRequest($"Invalid value specified for property '{name}'."),
            };
            if (value != "" || !name.EndsWith("Url", StringComparison.Ordinal))
            {
                return value;
            }

            return behaviour.RefusesEmptyUrls
                ? throw GraphException.BadRequest($"Invalid value '' specified for property '{name}'.")
                : name switch { "complianceUrl" => policy.ComplianceUrl, "discoveryUrl" => policy.DiscoveryUrl, _ => policy.TermsOfUseUrl };
        }

        private GraphResponse Delete(GraphRequest request)
        {
            var policy = Find(request);
            if (policy.IsValid)
            {
                throw GraphException.BadRequest("The policy is valid: it can only be deleted once its application's service principal has been deleted.");
            }

            Policies(request.Tenant).Remove(policy);
            return GraphResponse.NoContent;
        }

        private GraphResponse AddGroup(GraphRequest request)
        {
            var reference = GraphRequest.Text(request.Body("@odata.id"), "@odata.id");
            var policy = Updatable(Find(request));
            var group = GroupRoutes.Find(request, GroupIdOf(request, reference)) ?? throw GraphException.InvalidReference();
            if (policy.IncludedGroups.Contains(group.Id))
            {
                throw GraphException.BadRequest("One or more added object references already exist for the following modified properties: 'includedGroups'.");
            }

            policy.IncludedGroups.Add(group.Id);
            policy.AppliesTo = "selected";
            return GraphResponse.NoContent;
        }

        private static string GroupIdOf(GraphRequest request, string reference)
        {
            var match = reference.StartsWith(request.Context.Origins.Graph + "/", StringComparison.OrdinalIgnoreCase)
                ? GroupReference().Match(reference[request.Context.Origins.Graph.Length..])
                : Match.Empty;
            return match.Success
                ? match.Groups["id"].Value
                : throw GraphException.BadRequest($"Invalid entity reference URL '{reference}' in '@odata.id'.");
        }

        private GraphResponse RemoveGroup(GraphRequest request)
        {
            var policy = Updatable(Find(request));
            var id = request.Value("groupId");
            if (policy.IncludedGroups.RemoveAll(g => g.Equals(id, StringComparison.OrdinalIgnoreCase)) == 0)
            {
                throw GraphException.NotFound(id);
            }

            if (policy.IncludedGroups.Count == 0 && request.World.Behaviour.RemovingLastGroupSetsNone && policy.AppliesTo == "selected")
            {
                policy.AppliesTo = "none";
            }

            return GraphResponse.NoContent;
        }
    }
}
