using System.IO.Enumeration;
using System.Text.Json;
using KaceAzureAd.RealShells.Legs;

namespace KaceAzureAd.RealShells;

/// <summary>
/// The tests that a leg does not run, each with its reason: LeftOut.json. A test that is neither run nor listed is a failure, and so is an entry that no test
/// needs.
/// </summary>
internal sealed class LeftOut
{
    private static readonly JsonSerializerOptions Json = new() { ReadCommentHandling = JsonCommentHandling.Skip, PropertyNameCaseInsensitive = true };

    private readonly IReadOnlyList<Entry> _entries;

    private LeftOut(IReadOnlyList<Entry> entries) => _entries = entries;

    public static LeftOut Load() => new(
        JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(Path.Combine(Repository.Root, "tests", "KaceAzureAd.RealShells", "LeftOut.json")), Json)!);

    /// <summary>The patterns of names that hold in a leg.</summary>
    public IEnumerable<string> PatternsOf(string leg) => _entries.Where(e => e.IsOf(leg)).SelectMany(e => e.Tests);

    /// <summary>The failures of what should have been run.</summary>
    /// <param name="legs">All that was run.</param>
    /// <param name="isWhole">Whether that is all there is: only then can an entry be known to be one too many.</param>
    public IEnumerable<TestResult> Check(IReadOnlyList<LegResult> legs, bool isWhole)
    {
        foreach (var leg in legs)
        {
            foreach (var test in leg.Tests.Where(t => t.Outcome == Outcome.LeftOut && !PatternsOf(leg.Name).Any(p => Matches(p, t.Name))))
                yield return new(test.Name, Outcome.Failed, $"In '{leg.Name}' it was neither run nor is it in LeftOut.json.");
        }

        // What one Pester has, each has to have; by templates, for the rows of a test that is skipped get no names of their own.
        var pesters = legs.Where(l => l.Tests.Any(t => t.Template is not null)).ToList();
        var all = pesters.SelectMany(l => l.Tests.Select(t => t.Template)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var leg in pesters)
        {
            foreach (var name in all.Except(leg.Tests.Select(t => t.Template), StringComparer.Ordinal).Where(n => !PatternsOf(leg.Name).Any(p => Matches(p, n!))))
                yield return new(name!, Outcome.Failed, $"'{leg.Name}' does not have it, and it is not in LeftOut.json.");
        }

        if (!isWhole)
            yield break;

        foreach (var entry in _entries)
        {
            var left = legs.Where(l => entry.IsOf(l.Name)).SelectMany(l => l.Tests.Where(t => t.Outcome == Outcome.LeftOut)).ToList();
            foreach (var pattern in entry.Tests.Where(p => !left.Exists(t => Matches(p, t.Name))))
                yield return new(pattern, Outcome.Failed, $"LeftOut.json leaves it out of '{entry.Leg}', where no such test is left out.");
        }
    }

    /// <summary>Whether a pattern, in which * stands for any text, names a test.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), name, ignoreCase: false);

    private sealed record Entry(string Leg, string[] Tests, string Why)
    {
        public bool IsOf(string leg) => Matches(Leg, leg);
    }
}
