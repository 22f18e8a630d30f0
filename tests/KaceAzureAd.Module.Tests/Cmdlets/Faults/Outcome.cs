using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>What came of a run.</summary>
/// <param name="State">The tenant afterwards.</param>
/// <param name="Log">All that was sent.</param>
/// <param name="Steady">Takes out of a text what is other on each stage.</param>
internal sealed partial record Outcome(EngineResult Result, string State, IReadOnlyList<RequestLogEntry> Log, TimeSpan Took, Func<string, string> Steady)
{
    // Other in each run.
    private static readonly HashSet<string> Passing = ["RequestIds", "ExpiresOn", "JournalPath", "MadeAt", "Number", "ObjectId"];

    /// <summary>How often Graph changed something.</summary>
    public int Writes => Log.Count(r => Target.SortOf(r) == Requests.Write && r.Status is >= 200 and < 300);

    /// <summary>The objects that it wrote, in words; they may come in any order.</summary>
    public IReadOnlyList<string> Said { get; } = [.. Result.Output.Select(o => NewId().Replace(Steady(string.Join("; ", o.Properties.Where(p => p is not PSScriptProperty && !Passing.Contains(p.Name)).Select(p => $"{p.Name}={Text(p)}"))), "*")).Order(StringComparer.Ordinal)];

    /// <summary>The results of checks, by name.</summary>
    public IReadOnlyDictionary<string, PSObject> Checks => Result.Output.Where(o => o.TypeNames.Contains("KaceAzureAd.Checks.KaceAadCheck")).ToDictionary(o => $"{o.Properties["Name"].Value}");

    private static string Text(PSPropertyInfo property) => property.Value switch
    {
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object>()),
        var value => $"{value}",
    };

    // The scenarios' ids begin otherwise.
    [GeneratedRegex("(?<![0-9a-f-])(?!7f3c2a10|8d5f6b72|4b2e9d31|00000003)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewId();
}
