using System.Text.RegularExpressions;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>One operation of Graph.</summary>
/// <param name="Template">Path after the version; <c>{name}</c> stands for one segment. Where the first of them is the key of an
/// entity with an alternate key, <c>set(key='...')</c> leads here too.</param>
internal sealed record Route(string Method, string Template, QuerySupport Query, Func<GraphRequest, GraphResponse> Handle)
{
    public string[] Segments { get; } = Template.Split('/');

    /// <summary>True for what v1.0 does not have: mobility policies (facts.md 1.1), and the sign-in log by type of event.</summary>
    public bool IsBetaOnly { get; init; }

    public string Operation => $"{Method} {Template}";
}

/// <summary>Finds the route of a path, or refuses as Graph does.</summary>
internal static partial class RouteTable
{
    /// <summary>Alternate keys that the documentation has for the entity sets here.</summary>
    private static readonly Dictionary<string, string> AlternateKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["servicePrincipals"] = "appId",
        ["applications"] = "appId",
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Routes.TenantRoutes.All, .. Routes.UserRoutes.All, .. Routes.GroupRoutes.All, .. Routes.ApplicationRoutes.All, .. Routes.ServicePrincipalRoutes.All,
        .. Routes.AppRoleAssignmentRoutes.All, .. Routes.PermissionGrantRoutes.All, .. Routes.MobilityPolicyRoutes.All,
        .. Routes.PrivilegedIdentityRoutes.All, .. Routes.DeviceRoutes.All, .. Routes.SignInRoutes.All, .. Routes.DeletedItemRoutes.All,
    ];

    /// <summary>The route and the values in its path; a value that came as an alternate key is kept under <c>appId</c> instead of <c>id</c>.</summary>
    public static (Route Route, IReadOnlyDictionary<string, string> Values) Find(GraphMessage message)
    {
        var segments = Split(message.Path);
        var routes = All.Where(r => !r.IsBetaOnly || message.Version == "beta").ToList();
        Route? otherMethod = null;
        var longest = 0;
        foreach (var route in routes)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            var matched = Match(route, segments, values);
            longest = Math.Max(longest, matched);
            if (matched != segments.Count || matched != route.Segments.Length)
            {
                continue;
            }

            if (route.Method == message.Method)
            {
                return (route, values);
            }

            otherMethod = route;
        }

        throw otherMethod is null
            ? GraphException.SegmentNotFound(longest < segments.Count ? segments[longest].Name : segments[^1].Name)
            : new GraphException(405, "MethodNotAllowed", $"The HTTP method '{message.Method}' is not allowed on '{otherMethod.Template}'.");
    }

    /// <summary>How many segments of the path the route's beginning stands for.</summary>
    private static int Match(Route route, List<(string Name, bool IsAlternateKey)> segments, Dictionary<string, string> values)
    {
        var count = Math.Min(route.Segments.Length, segments.Count);
        for (var i = 0; i < count; i++)
        {
            var (name, isAlternateKey) = segments[i];
            var pattern = route.Segments[i];
            if (pattern[0] == '{' && name.Length > 0 && name[0] != '$' && !name.StartsWith("microsoft.graph.", StringComparison.Ordinal))
            {
                values[isAlternateKey ? "appId" : pattern[1..^1]] = name;
            }
            else if (isAlternateKey || !string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return count;
    }

    private static List<(string Name, bool IsAlternateKey)> Split(string path)
    {
        var segments = new List<(string, bool)>();
        foreach (var segment in path.Trim('/').Split('/').Select(Uri.UnescapeDataString))
        {
            var key = KeyPattern().Match(segment);
            if (key.Success && AlternateKeys.TryGetValue(key.Groups["set"].Value, out var name) && name == key.Groups["name"].Value)
            {
                segments.Add((key.Groups["set"].Value, false));
                segments.Add((key.Groups["value"].Value, true));
            }
            else
            {
                // The schema gives its namespace microsoft.graph the alias graph; a cast may use either.
                segments.Add((segment.StartsWith("graph.", StringComparison.Ordinal) ? "microsoft." + segment : segment, false));
            }
        }

        return segments;
    }

    [GeneratedRegex(@"^(?<set>\w+)\((?<name>\w+)='(?<value>[^']*)'\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyPattern();
}
