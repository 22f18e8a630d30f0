using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using KaceAzureAd.Emulator.State;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>What the emulated Graph takes and gives, held against Microsoft's own schema of v1.0 and the members of the beta types.</summary>
public sealed class SchemaTests() : GraphTestBase("connected")
{
    /// <summary>That of the app for single sign-on, which goes with its registration.</summary>
    private const string DeletedPrincipal = "7f3c2a10-5b7e-4c55-9d64-0c0a70500305";

    private static readonly string Shared = Path.Combine(
        typeof(SchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!, "..", "shared", "msgraph");

    private static readonly Lazy<IEdmModel> Model = new(() =>
    {
        using var reader = XmlReader.Create(Path.Combine(Shared, "v1.0.csdl"));
        Assert.True(CsdlReader.TryParse(reader, ignoreUnexpectedAttributesAndElements: true, out var model, out var errors), string.Join('\n', errors.Take(5)));
        return model;
    });

    [Theory]
    [InlineData("organization", "organization")]
    [InlineData("organization?$select=id,mobileDeviceManagementAuthority", "organization")]
    [InlineData("subscribedSkus", "subscribedSku")]
    [InlineData("domains", "domain")]
    [InlineData("me", "user")]
    [InlineData("users/reader@contoso.example?$select=id,accountEnabled,userType", "user")]
    [InlineData("me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true", "directoryRole")]
    [InlineData("policies/deviceRegistrationPolicy", "deviceRegistrationPolicy")]
    [InlineData("applicationTemplates", "applicationTemplate")]
    [InlineData("servicePrincipals", "servicePrincipal")]
    [InlineData("servicePrincipals(appId='" + KaceAppId + "')?$expand=appRoleAssignments", "servicePrincipal")]
    [InlineData("servicePrincipals(appId='" + KaceAppId + "')/appRoleAssignments", "appRoleAssignment")]
    [InlineData("servicePrincipals/" + GraphPrincipal + "/appRoleAssignedTo", "appRoleAssignment")]
    [InlineData("servicePrincipals(appId='" + KaceAppId + "')/oauth2PermissionGrants", "oAuth2PermissionGrant")]
    [InlineData("oauth2PermissionGrants", "oAuth2PermissionGrant")]
    [InlineData("applications", "application")]
    [InlineData("directory/deletedItems/microsoft.graph.application", "application")]
    [InlineData("directory/deletedItems/graph.servicePrincipal", "servicePrincipal")]
    [InlineData("directory/deletedItems/" + DeletedPrincipal, "directoryObject")]
    [InlineData("groups", "group")]
    [InlineData("groups/" + Pilot, "group")]
    [InlineData("groups/7f3c2a10-5b7e-4c55-9d64-0c0a70500202/members", "directoryObject")]
    [InlineData("devices", "device")]
    [InlineData("roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')", "unifiedRoleEligibilityScheduleInstance")]
    public async Task V1_answers_fit_the_schema(string path, string type)
    {
        NeedSchema("v1.0.csdl");
        Host.World.ApplicationTemplates.Add("KACE Cloud SSO");
        Tenant.Applications.Add(new Application
        {
            Id = Sales, AppId = Sales, DisplayName = "Own", RedirectUris = ["https://a.example/"], RequiredResourceAccess = Host.World.FindApplication(KaceAppId)!.Value.App.RequiredResourceAccess,
        });
        Tenant.DeleteApplication(Tenant.Applications.Single(a => a.DisplayName == "KACE Cloud single sign-on"));
        Tenant.AllowedToJoin = "selected";
        Tenant.Devices.Add(new Device { Id = Sales, DisplayName = "Laptop", MdmAppId = KaceAppId });
        Tenant.Users[0].EligibleRoles.Add(new EligibleRole { RoleId = Sales, EndsAt = DateTimeOffset.UtcNow.AddDays(1) });

        var answer = await GetAsync("/v1.0/" + path, ("ConsistencyLevel", "eventual"));

        Assert.Equal(200, answer.Status);
        var items = answer.Json["value"] is JsonArray list ? list.Select(i => i!.AsObject()).ToList() : [answer.Json];
        Assert.NotEmpty(items);
        Assert.All(items, item => Check(item, Entity(type)));
    }

    [Theory]
    [InlineData("servicePrincipal", """{"appId":"8d5f6b72-3a94-4c1e-b0d7-6b6163656d01","accountEnabled":true,"tags":["a"]}""")]
    [InlineData("oAuth2PermissionGrant", """{"clientId":"a","consentType":"AllPrincipals","principalId":null,"resourceId":"b","scope":"openid"}""")]
    [InlineData("appRoleAssignment", """{"principalId":"7f3c2a10-5b7e-4c55-9d64-0c0a70500301","resourceId":"7f3c2a10-5b7e-4c55-9d64-0c0a70500301","appRoleId":"7f3c2a10-5b7e-4c55-9d64-0c0a70500301"}""")]
    public void V1_requests_that_are_taken_fit_the_schema(string type, string body)
    {
        NeedSchema("v1.0.csdl");
        Check(JsonNode.Parse(body)!.AsObject(), Entity(type));
    }

    [Theory]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"nonsense":"x"}""")]
    [InlineData("""{"appRoles":{}}""")]
    [InlineData("""{"appRoles":[{"nonsense":1}]}""")]
    [InlineData("""{"tags":null}""")]
    [InlineData("""{"appOwnerOrganizationId":"not-a-guid"}""")]
    public void The_check_itself_can_fail(string json)
    {
        NeedSchema("v1.0.csdl");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(JsonNode.Parse(json)!.AsObject(), Entity("servicePrincipal")));
    }

    [Fact]
    public void V1_has_no_mobility_policies()
    {
        NeedSchema("v1.0.csdl");
        Assert.Null(Model.Value.FindType("microsoft.graph.mobilityManagementPolicy"));
    }

    [Theory]
    [InlineData("mobileDeviceManagementPolicies", "mobileDeviceManagementPolicy")]
    [InlineData("mobileAppManagementPolicies", "mobileAppManagementPolicy")]
    public async Task Beta_policies_have_the_members_of_their_type(string set, string type)
    {
        NeedSchema("beta-entity-types.json");
        await AddGroupAsync(Pilot);
        var expected = Members(type).Concat(Members("mobilityManagementPolicy")).Concat(Members("entity")).Order(StringComparer.Ordinal).ToList();
        var group = Members("group").Concat(Members("directoryObject")).Concat(Members("entity")).ToHashSet();
        var list = await GetAsync($"/beta/policies/{set}?$expand=includedGroups");
        Assert.NotEmpty(list.Items);
        foreach (var policy in list.Items.Select(p => p!.AsObject()))
        {
            Assert.Equal(expected, policy.Select(p => p.Key).Order(StringComparer.Ordinal));
            Assert.All(policy["includedGroups"]!.AsArray().SelectMany(g => g!.AsObject()), p => Assert.Contains(p.Key, group));
        }
    }

    [Fact]
    public async Task A_beta_sign_in_has_members_of_its_type()
    {
        NeedSchema("beta-entity-types.json");
        var known = Members("signIn").Concat(Members("entity")).ToHashSet();
        var signIn = Assert.Single((await GetAsync("/beta/auditLogs/signIns?$filter=signInEventTypes/any(t: t eq 'servicePrincipal')")).Items)!.AsObject();
        Assert.All(signIn, p => Assert.Contains(p.Key, known));

        // What v1.0 has of it is of the same form there.
        NeedSchema("v1.0.csdl");
        var v1 = signIn.Where(p => Entity("signIn").FindProperty(p.Key) is not null).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
        Check(new JsonObject(v1), Entity("signIn"));
        Assert.True(v1.Count > 20);
    }

    private static string[] Members(string type)
    {
        var members = JsonNode.Parse(File.ReadAllText(Path.Combine(Shared, "beta-entity-types.json")))!["microsoft.graph"]![type]!;
        return [.. members["properties"]!.AsArray().Concat(members["navigationProperties"]!.AsArray()).Select(m => (string)m!)];
    }

    private static void NeedSchema(string file) => Assert.SkipUnless(File.Exists(Path.Combine(Shared, file)), $"{file} of ../shared/msgraph is not here.");

    private static IEdmStructuredType Entity(string name) => (IEdmStructuredType)Model.Value.FindType("microsoft.graph." + name)!;

    private static void Check(JsonObject json, IEdmStructuredType declared)
    {
        var type = json["@odata.type"] is { } derived ? (IEdmStructuredType)Model.Value.FindType(((string)derived!).TrimStart('#'))! : declared;
        Assert.True(type.IsOrInheritsFrom(declared), $"{type} is no {declared}");
        foreach (var (name, value) in json.Where(p => !p.Key.Contains('@', StringComparison.Ordinal)))
        {
            var property = type.FindProperty(name);
            Assert.True(property is not null, $"{type} has no property '{name}'");
            CheckValue($"{type.FullTypeName()}.{name}", value, property.Type);
        }
    }

    private static void CheckValue(string path, JsonNode? value, IEdmTypeReference type)
    {
        if (value is null)
        {
            Assert.True(type.IsNullable && !type.IsCollection(), $"{path} is null");
            return;
        }

        switch (type.Definition)
        {
            case IEdmCollectionType collection:
                Assert.True(value is JsonArray, $"{path} is no list");
                Assert.All(value.AsArray(), item => CheckValue(path, item, collection.ElementType));
                break;
            case IEdmStructuredType structured:
                Assert.True(value is JsonObject, $"{path} is no object");
                Check(value.AsObject(), structured);
                break;
            case IEdmEnumType enumeration:
                Assert.Contains(value.ToString(), enumeration.Members.Select(m => m.Name));
                break;
            default:
                Assert.True(Fits(value, type.PrimitiveKind()), $"{path} is {value.ToJsonString()}, not {type.FullName()}");
                break;
        }
    }

    private static bool Fits(JsonNode value, EdmPrimitiveTypeKind kind) => (kind, value.GetValueKind()) switch
    {
        (EdmPrimitiveTypeKind.String, JsonValueKind.String) => true,
        (EdmPrimitiveTypeKind.Guid, JsonValueKind.String) => Guid.TryParse(value.ToString(), out _),
        (EdmPrimitiveTypeKind.DateTimeOffset, JsonValueKind.String) => DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _),
        (EdmPrimitiveTypeKind.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
        (EdmPrimitiveTypeKind.Int32, JsonValueKind.Number) => value.AsValue().TryGetValue<int>(out _),
        _ => false,
    };
}
