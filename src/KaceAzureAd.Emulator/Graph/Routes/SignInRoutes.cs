using System.Globalization;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>The sign-in log in beta, which has sign-ins of apps too (signin-list). Everybody who signs in here does so for Microsoft Graph.</summary>
internal static class SignInRoutes
{
    private static readonly Shape<(Tenant Tenant, SignInEvent Event, Party Party)> Shape = new("signIn", new()
    {
        ["id"] = x => x.Event.Id,
        ["createdDateTime"] = x => x.Event.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["userDisplayName"] = x => x.Party.User?.DisplayName,
        ["userPrincipalName"] = x => x.Party.User?.UserPrincipalName,
        ["userId"] = x => x.Event.UserId ?? "",
        ["appId"] = x => x.Event.AppId,
        ["appDisplayName"] = x => x.Party.App?.DisplayName,
        ["appOwnerTenantId"] = x => x.Party.App?.AppOwnerOrganizationId,
        ["appliedConditionalAccessPolicies"] = _ => new JsonArray(),
        ["authenticationMethodsUsed"] = _ => new JsonArray(),
        ["authenticationProcessingDetails"] = _ => new JsonArray(),
        ["authenticationProtocol"] = _ => "none",
        ["authenticationRequirement"] = _ => "singleFactorAuthentication",
        ["clientAppUsed"] = _ => null,
        ["clientCredentialType"] = x => x.Event.UserId is null ? "clientSecret" : "none",
        ["conditionalAccessStatus"] = _ => "notApplied",
        ["correlationId"] = x => WellKnown.IdOf("correlation " + x.Event.Id),
        ["crossTenantAccessType"] = _ => "none",
        ["flaggedForReview"] = _ => false,
        ["homeTenantId"] = x => x.Tenant.Id,
        ["incomingTokenType"] = _ => "none",
        ["ipAddress"] = _ => "192.0.2.1",
        ["isInteractive"] = x => x.Event.EventType == "interactiveUser",
        ["isTenantRestricted"] = _ => false,
        ["networkLocationDetails"] = _ => new JsonArray(),
        ["originalRequestId"] = x => x.Event.Id,
        ["processingTimeInMilliseconds"] = _ => 0,
        ["resourceDisplayName"] = _ => "Microsoft Graph",
        ["resourceId"] = _ => WellKnown.GraphAppId,
        ["resourceTenantId"] = x => x.Tenant.Id,
        ["riskDetail"] = _ => "none",
        ["riskEventTypes_v2"] = _ => new JsonArray(),
        ["riskLevelAggregated"] = _ => "none",
        ["riskLevelDuringSignIn"] = _ => "none",
        ["riskState"] = _ => "none",
        ["servicePrincipalId"] = x => x.Event.UserId is null ? x.Party.App?.Id ?? "" : "",
        ["servicePrincipalName"] = x => x.Event.UserId is null ? x.Party.App?.DisplayName : null,
        ["signInEventTypes"] = x => new JsonArray(x.Event.EventType),
        ["status"] = x => new JsonObject { ["errorCode"] = x.Event.ErrorCode, ["failureReason"] = x.Event.FailureReason ?? (x.Event.ErrorCode == 0 ? "Other." : null), ["additionalDetails"] = null },
        ["tokenIssuerName"] = _ => "",
        ["tokenIssuerType"] = _ => "AzureAD",
        ["uniqueTokenIdentifier"] = x => Convert.ToBase64String(Guid.Parse(WellKnown.IdOf("token " + x.Event.Id)).ToByteArray()),
        ["userType"] = x => x.Event.UserId is null ? null : "member",
    });

    // The list's page has $top, $skiptoken and $filter; the resource's has $orderby of createdDateTime, and clients select.
    private static readonly QuerySupport ListQuery = new()
    {
        HasSelect = true,
        HasPaging = true,
        OrderBy = "createdDateTime",
        Filter = new Dictionary<string, string[]>
        {
            ["id"] = ["eq"], ["appId"] = ["eq"], ["createdDateTime"] = ["ge", "le"], ["resourceId"] = ["eq"], ["servicePrincipalId"] = ["eq"],
            ["signInEventTypes"] = ["any"], ["status/errorCode"] = ["eq"], ["userId"] = ["eq"],
        },
    };

    public static IReadOnlyList<Route> All { get; } = [new("GET", "auditLogs/signIns", ListQuery, List) { IsBetaOnly = true }];

    private static GraphResponse List(GraphRequest request)
    {
        if (!request.Tenant.HasPlan(WellKnown.EntraP1Plan, WellKnown.EntraP2Plan))
        {
            throw GraphException.ReportLicenceMissing();
        }

        // The most recent first, and interactive ones only, unless the request says otherwise.
        var isOfAnyType = request.Query.Filter.Names("signInEventTypes");
        var events = request.Tenant.SignIns.Where(e => isOfAnyType || e.EventType == "interactiveUser").OrderByDescending(e => e.CreatedAt).AsEnumerable();
        if (request.Query.IsAscending)
        {
            events = events.Reverse();
        }

        return request.Collection(Shape, events.Select(e => (request.Tenant, e, PartyOf(request.Tenant, e))), "auditLogs/signIns");
    }

    private static Party PartyOf(Tenant tenant, SignInEvent signIn) => new(
        tenant.ServicePrincipals.Find(s => string.Equals(s.AppId, signIn.AppId, StringComparison.OrdinalIgnoreCase)), tenant.Users.Find(u => u.Id == signIn.UserId));

    /// <summary>Who signed in: an app, for a user or alone.</summary>
    private sealed record Party(ServicePrincipal? App, User? User);
}
