using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>Makes output the same for every run: ids that are made anew, times, ports and the folder. What stands in for them is as long, so that tables keep their columns.</summary>
internal sealed partial class SteadyText(Origins origins, string folder, string scenario, int? tenants)
{
    private const int AtMost = 1000; // Milliseconds.

    private static readonly ConcurrentDictionary<(string, int?), HashSet<string>> SteadyIds = new();

    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string text)
    {
        text = text.Replace(origins.KaceCloud, "https://my.kace.example", StringComparison.Ordinal)
            .Replace(origins.Graph, "https://msgraph.example", StringComparison.Ordinal)
            .Replace(origins.SignIn, "https://sign-in.example", StringComparison.Ordinal)
            .Replace(folder, "/home/admin", StringComparison.Ordinal)
            .Replace("Emulator", "Global  ", StringComparison.Ordinal);
        var steady = SteadyIds.GetOrAdd((scenario, tenants), s => [.. Ids(s).Intersect(Ids(s), StringComparer.OrdinalIgnoreCase)]);
        text = Id().Replace(text, id => steady.Contains(id.Value.ToLowerInvariant()) ? id.Value
            : _ids.TryGetValue(id.Value, out var known) ? known : _ids[id.Value] = $"b1e5c0de-0000-4000-8000-{_ids.Count + 1:000000000000}");
        text = IsoTime().Replace(text, m => m.Groups["fraction"].Success ? "2026-11-24T18:36:28.401Z" : "2026-11-24T18:36:28Z");
        text = ClockTime().Replace(text, m => m.Value[..4].Contains('/', StringComparison.Ordinal) ? "11/24/2026 18:36:28" : "2026-11-24 18:36:28");
        text = FileTime().Replace(text, "20261124-183628-401");
        text = DeviceCode().Replace(text, "the code K4C3CL0UD. It is valid until 18:51");
        text = ShortTime().Replace(text, "in 1.2 s");
        text = Seconds().Replace(text, "00:00:01.2345678");
        return string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())).Trim('\n');
    }

    private static IEnumerable<string> Ids((string Scenario, int? Tenants) world) =>
        Id().Matches(JsonSerializer.Serialize(Scenario.Load(world.Scenario, world.Tenants))).Select(m => m.Value.ToLowerInvariant());

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.None, AtMost)]
    private static partial Regex Id();

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?<fraction>\.\d+)?Z", RegexOptions.None, AtMost)]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d|\d\d/\d\d/20\d\d \d\d:\d\d:\d\d", RegexOptions.None, AtMost)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"20\d{6}-\d{6}-\d{3}", RegexOptions.None, AtMost)]
    private static partial Regex FileTime();

    [GeneratedRegex(@"the code [A-Z0-9]{9}\. It is valid until \d\d:\d\d", RegexOptions.None, AtMost)]
    private static partial Regex DeviceCode();

    [GeneratedRegex(@"in \d+\.\d s\b", RegexOptions.None, AtMost)]
    private static partial Regex ShortTime();

    [GeneratedRegex(@"\d\d:\d\d:\d\d\.\d{7}", RegexOptions.None, AtMost)]
    private static partial Regex Seconds();
}
