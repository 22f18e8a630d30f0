using System.Management.Automation;
using System.Text.RegularExpressions;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>Whether a disturbed run ended as it may: in the state that was wanted, or in one clear error.</summary>
internal static partial class Verdict
{
    /// <summary>Many times what any of them takes, for a machine that is busy.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with a disturbed run, line by line.</summary>
    /// <param name="calm">The same run that nothing disturbs.</param>
    public static IEnumerable<string> Objections(Cell cell, Outcome calm, Outcome disturbed)
    {
        if (disturbed.Took > Limit)
        {
            yield return $"it took {disturbed.Took.TotalSeconds:0} s";
        }

        if (disturbed.Result.Errors is [var first, ..])
        {
            foreach (var objection in disturbed.Result.Errors.Skip(1).Select(e => $"a further error: {e}").Concat(Objections(first, cell)))
            {
                yield return objection;
            }

            if (cell.Fault.Passes)
            {
                yield return $"an error, though the failure passes: {first}";
            }

            yield break;
        }

        if (disturbed.State != calm.State)
        {
            yield return $"no error, but another state:{Environment.NewLine}{Difference(calm.State.Split('\n'), disturbed.State.Split('\n'))}";
        }

        foreach (var objection in MoreWrites(cell, calm, disturbed))
        {
            yield return objection;
        }

        var differences = calm.Checks.Count > 0
            ? disturbed.Checks.Values.SelectMany(c => Objections(c, calm.Checks, cell.Fault.Passes))
            : disturbed.Said.SequenceEqual(calm.Said) ? [] : [$"no error, but other objects:{Environment.NewLine}{Difference(calm.Said, disturbed.Said)}"];
        foreach (var difference in differences.Concat(calm.Checks.Keys.Except(disturbed.Checks.Keys).Select(name => $"the check {name} is missing")))
        {
            yield return difference;
        }
    }

    /// <summary>What is wrong with the same command, run again when all is well.</summary>
    public static IEnumerable<string> Objections(Cell cell, Outcome calm, Outcome disturbed, Outcome again)
    {
        foreach (var error in again.Result.Errors)
        {
            yield return $"run again: {error.FullyQualifiedErrorId} {error}";
        }

        if (again.State != calm.State)
        {
            yield return $"run again, it ends in another state:{Environment.NewLine}{Difference(calm.State.Split('\n'), again.State.Split('\n'))}";
        }

        foreach (var objection in MoreWrites(cell, calm, disturbed, again))
        {
            yield return objection;
        }
    }

    /// <summary>Secrets in what a run left behind, be it only for debugging.</summary>
    public static IEnumerable<string> Leaks(Outcome run, string journal, IReadOnlyList<string> secrets)
    {
        var all = string.Join(Environment.NewLine, [SecretSearch.Shown(run.Result), journal, .. run.Said]);
        return secrets.Where(s => all.Contains(s, StringComparison.Ordinal)).Select(_ => "a secret is shown")
            .Concat(SecretSearch.Token().IsMatch(all) ? ["a token is shown"] : []);
    }

    private static IEnumerable<string> MoreWrites(Cell cell, Outcome calm, params Outcome[] runs)
    {
        // Of a write that was lost, or that a proxy answered, the log knows no better.
        var writes = runs.Sum(r => r.Writes) - (cell.Fault.IsLost && cell.Hit == Requests.Write ? 1 : 0);
        if (writes > calm.Writes)
        {
            yield return $"{writes} writes instead of {calm.Writes}: {string.Join(", ", runs.SelectMany(r => r.Log).Where(r => Target.SortOf(r) == Requests.Write).Select(r => $"{r.Method} {r.Path} {r.Status}"))}";
        }
    }

    private static IEnumerable<string> Objections(ErrorRecord error, Cell cell)
    {
        var id = error.FullyQualifiedErrorId.Split(',')[0];
        if (!id.StartsWith("KaceAad.", StringComparison.Ordinal) || id == "KaceAad.Unexpected")
        {
            yield return $"not an error of the module, or an unexpected one: {id} {error}";
            yield break;
        }

        if (!IsExpected(id["KaceAad.".Length..], cell))
        {
            yield return $"an error that says something else: {id} {error}";
        }

        if (error.ErrorDetails?.RecommendedAction is not { Length: > 0 } advice)
        {
            yield return $"an error without advice: {error}";
        }
        else if (Raw($"{error} {advice}") is { } raw)
        {
            yield return $"an error that is not in the module's own words ({raw}): {error} {advice}";
        }
    }

    private static bool IsExpected(string code, Cell cell) => cell.Hit switch
    {
        Requests.SignIn => code is "SignInUnavailable" or "ConnectionFailed",
        Requests.KaceCloud => code is "AppIdNotFound" or "OnBoardUnreachable",
        _ => cell.Fault.Code.Length == 0 || cell.Fault.Code == code,
    };

    private static IEnumerable<string> Objections(PSObject check, IReadOnlyDictionary<string, PSObject> calm, bool passes)
    {
        var (name, status, message) = ($"{check.Properties["Name"].Value}", $"{check.Properties["Status"].Value}", $"{check.Properties["Message"].Value} {check.Properties["Remediation"].Value}");
        var expected = $"{calm[name].Properties["Status"].Value}";
        if (status != expected && (passes || status == "Passed"))
        {
            yield return $"the check {name} says {status} instead of {expected}: {message}";
        }

        if (status != expected && Raw(message) is { } raw)
        {
            yield return $"the check {name} does not speak in the module's own words ({raw}): {message}";
        }
    }

    // What libraries, parsers and pages say, of which an administrator makes nothing.
    private static string? Raw(string text) => text.Contains('\n', StringComparison.Ordinal) ? "several lines"
        : text.Length > 1200 ? $"{text.Length} characters"
        : Foreign().Match(text) is { Success: true } found ? found.Value : null;

    private static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual) => string.Join(
        Environment.NewLine, expected.Except(actual).Select(l => "  - " + l).Concat(actual.Except(expected).Select(l => "  + " + l)).Take(12));

    [GeneratedRegex(@"</?\w+>|\bSystem\.|Exception\b|BytePosition|LineNumber|\bat \w+\.\w+\.|is an invalid (start|end)|JsonReader|Newtonsoft|Kiota|Parameter name|net_http|Object reference", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Foreign();
}
