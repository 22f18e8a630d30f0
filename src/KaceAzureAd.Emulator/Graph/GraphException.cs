using System.Globalization;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>Graph says no: becomes the error JSON of facts.md 7.6.</summary>
internal sealed class GraphException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Where an app that understands it is to get a newer token: newer than this.</summary>
    public DateTimeOffset? TokensValidFrom { get; init; }

    public static GraphException BadRequest(string message) => new(400, "Request_BadRequest", message);

    public static GraphException UnsupportedQuery(string message) => new(400, "Request_UnsupportedQuery", message);

    public static GraphException SegmentNotFound(string segment) => new(400, "BadRequest", $"Resource not found for the segment '{segment}'.");

    public static GraphException NotFound(string id) => new(
        404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    /// <summary>What a reference to an object gets that is not there, or not there yet (facts.md 7.5).</summary>
    public static GraphException InvalidReference() => BadRequest("Not a valid reference update.");

    public static GraphException NoBackingApplication(string appId) => new(
        400, "NoBackingApplicationObject", $"The appId '{appId}' of the service principal does not reference a valid application object.");

    public static GraphException ServicePrincipalNameInUse(string appId) => new(
        409, "Request_MultipleObjectsWithSameKeyValue",
        $"The service principal cannot be created, updated, or restored because the service principal name {appId} is already in use.");

    public static GraphException Denied() => new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    /// <summary>
    /// What the activity reports answer for want of a permission. That of the directory is what their look at the licence needs
    /// (known issues, "License check errors"): without it, they take the tenant for one without.
    /// </summary>
    public static GraphException ReportPermissionMissing(string permission) => permission == "Directory.Read.All"
        ? ReportLicenceMissing()
        : new(403, "Authentication_MSGraphPermissionMissing", $"Calling principal does not have required MSGraph permissions {permission}");

    public static GraphException ReportRoleMissing() => new(403, "Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles");

    public static GraphException ReportLicenceMissing() => new(
        403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C or tenant doesn't have premium license");

    public static GraphException InvalidToken(string message) => new(401, "InvalidAuthenticationToken", message);

    /// <summary>Continuous access evaluation: the token was good, but its sign-in is not any more.</summary>
    public static GraphException Challenged(DateTimeOffset tokensValidFrom) =>
        new(401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp")
        {
            TokensValidFrom = tokensValidFrom,
        };

    public static JsonObject ErrorBody(string code, string message, string requestId, string clientRequestId, DateTimeOffset now) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message,
            ["innerError"] = new JsonObject
            {
                ["date"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
                ["request-id"] = requestId,
                ["client-request-id"] = clientRequestId,
            },
        },
    };
}
