using System.Text.Json.Nodes;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>Changes as the module makes them, at least one of each kind.</summary>
internal static class SomeChanges
{
    private const string AppId = "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01";

    private static readonly ScopeValue Groups = new(MdmUserScope.Some, [new KaceGroup("g1", "Vertrieb \u00DC"), new KaceGroup("g2", null)]);

    private static readonly MdmUris Uris = new("https://old.example/terms", null);

    public static IReadOnlyList<Change> All { get; } =
    [
        new(ChangeKind.EnterpriseApplication, new JsonObject { ["appId"] = AppId, ["hadEntry"] = false }, null, new JsonObject { ["appId"] = AppId }, "Add the enterprise application"),
        new(ChangeKind.EnterpriseApplication, App(), new JsonObject { ["appId"] = AppId, ["id"] = "sp", ["isEnabled"] = null }, null, "Delete the enterprise application"),
        new(ChangeKind.EnterpriseApplicationEnabled, App(), new JsonObject { ["isEnabled"] = false }, new JsonObject { ["isEnabled"] = true }, "Enable the enterprise application"),
        new(ChangeKind.AppRegistration, App(), App(), null, "Delete the app registration"),
        new(ChangeKind.MobilityEntry, new JsonObject { ["appId"] = AppId, ["name"] = "KACE Cloud", ["half"] = "MDM" }, Entry(), null, "Delete the invalid MDM entry"),
        new(ChangeKind.MobilityEntry, new JsonObject { ["appId"] = AppId, ["name"] = null, ["half"] = "MAM" }, Entry(), null, "Delete the invalid MAM entry"),
        new(ChangeKind.MdmUris, App(), Uris.ToJson(), new MdmUris("https://a.example/terms", "https://a.example/discovery").ToJson(), "Set the MDM URIs"),
        new(ChangeKind.MdmUserScope, App(), Groups.ToJson(), new ScopeValue(MdmUserScope.All, []).ToJson(), "Set the MDM user scope"),
        new(ChangeKind.DelegatedConsent, Consent(), null, new JsonObject { ["scope"] = "User.Read Device.Read" }, "Set the delegated permissions"),
        new(ChangeKind.ApplicationConsent, Role(), null, new JsonObject { ["granted"] = true }, "Grant the application permission"),
        new(ChangeKind.BrowserConsent, new JsonObject { ["appId"] = AppId }, KaceAzureAd.Consent.ConsentValue.ToJson([]), null, "Consent in the browser"),
    ];

    /// <summary>One whose words and number in a test do not matter.</summary>
    public static Change One => new(ChangeKind.EnterpriseApplicationEnabled, App(), new JsonObject { ["isEnabled"] = false }, new JsonObject { ["isEnabled"] = true }, "Enable the enterprise application");

    private static JsonObject App() => new() { ["appId"] = AppId, ["id"] = "sp", ["name"] = "KACE Cloud" };

    private static JsonObject Entry()
    {
        var (value, scope) = (Uris.ToJson(), Groups.ToJson());
        value["scope"] = (string?)scope["scope"];
        value["groups"] = scope["groups"]!.DeepClone();
        return value;
    }

    private static JsonObject Consent() => new KaceAzureAd.Consent.ConsentTarget(AppId, "client", null, "resource", "Microsoft Graph").ToJson();

    private static JsonObject Role()
    {
        var target = Consent();
        target["appRoleId"] = "7438b122-aefc-4978-80ed-43db9fcc7715";
        target["permission"] = "Device.Read.All";
        return target;
    }
}
