using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Graph;

/// <summary>
/// Graph takes an alternate key with a navigation behind it (<c>servicePrincipals(appId='..')/appRoleAssignments</c>), the SDK builds the key
/// but not what follows it.
/// </summary>
internal static class RequestPaths
{
    /// <summary>The request one segment deeper, without the options of the request it was.</summary>
    public static RequestInformation Under(this RequestInformation request, string segment)
    {
        var template = request.UrlTemplate!;
        var query = template.IndexOf("{?", StringComparison.Ordinal);
        request.UrlTemplate = (query < 0 ? template : template.Substring(0, query)) + "/" + segment;
        request.QueryParameters.Clear();
        return request;
    }
}
