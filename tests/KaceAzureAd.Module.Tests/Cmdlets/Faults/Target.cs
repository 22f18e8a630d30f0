using System.Globalization;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>One request of a run, as a rule of the emulator finds it again in the next.</summary>
/// <param name="Where">Method and path.</param>
/// <param name="Earlier">How many requests of the run looked the same before it.</param>
internal sealed partial record Target(string Where, int Earlier)
{
    /// <summary>The sort of each request.</summary>
    public static Requests SortOf(RequestLogEntry request) => request switch
    {
        { Origin: "SignIn" } => Requests.SignIn,
        { Origin: "KaceCloud" } => Requests.KaceCloud,
        { Origin: "Graph", IsBatchItem: true } => Requests.Item,
        { Origin: "Graph" } => request.Method == "GET" || request.Path.EndsWith("/$batch", StringComparison.Ordinal) ? Requests.Read : Requests.Write,
        _ => Requests.None,
    };

    /// <summary>The requests to hit: the last write, else the first of its sort; or all of them.</summary>
    public static IReadOnlyList<Target> Of(IReadOnlyList<RequestLogEntry> run, Requests sort, bool all)
    {
        if (sort == Requests.Any)
        {
            return [new("", 0)];
        }

        var targets = run.Where(r => SortOf(r) == sort).GroupBy(Pattern).SelectMany(g => g.Select((r, i) => (Request: r, Target: new Target(g.Key, i)))).OrderBy(t => t.Request.Started).Select(t => t.Target).ToArray();
        return all ? targets : sort == Requests.Write ? targets[^1..] : targets[..1];
    }

    /// <summary>The rule that hits it.</summary>
    public string Rule(Fault fault) => string.Format(CultureInfo.InvariantCulture, fault.Rule, Where) + (Earlier > 0 ? $" after={Earlier}" : "");

    // What a run makes has another id in the next; so has the tenant's domain.
    private static string Pattern(RequestLogEntry request) => $"{request.Method} {Passing().Replace(Regex.Escape(request.Path).Replace(" ", "\\x20", StringComparison.Ordinal), "[0-9a-z_-]+")}";

    [GeneratedRegex("run[0-9]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[0-9a-z_-]{30,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Passing();
}
