using System.Globalization;
using System.Text.RegularExpressions;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>The text of a rule.</summary>
public sealed partial record FaultRule
{
    private static readonly string[] Origins = ["SignIn", "Graph", "KaceCloud", "ManagedIdentity"];

    /// <summary>
    /// Reads <c>STATUS METHOD PATH [option]...</c>, as in <c>429 GET /beta/policies.* retry-after=1 count=2</c>. STATUS is a number,
    /// <c>reset</c>, <c>hang</c> (never answers), <c>revoke</c> (the sign-in sessions of the token's user) or <c>pass</c> (the service answers);
    /// METHOD a method or <c>*</c>; PATH a regular expression for the whole path.
    /// <para>Which requests: <c>count=NUMBER|*</c> (1 unless told), <c>after=NUMBER</c> (lets so many pass before), <c>chance=PERCENT</c> with
    /// <c>seed=NUMBER</c>, <c>origin=SignIn|Graph|KaceCloud|ManagedIdentity</c>.</para>
    /// <para>When: <c>delay=MILLISECONDS</c> until it answers, <c>acted</c> (the service acts first, and then fails).</para>
    /// <para>What, with a status: <c>retry-after=SECONDS</c>, or <c>retry-at=SECONDS</c> for the time that it will be; <c>location=URL</c>; <c>claims</c>
    /// (until a newer token comes) or <c>claims=always</c>; one body of <c>html</c>, <c>empty</c>, <c>malformed</c> (XML), <c>bomb</c> (XML whose
    /// entities expand without end) and <c>size=BYTES</c> (XML of that length).</para>
    /// <para>How, with a status or with <c>pass</c>, for the service's own answer: <c>half</c> (as though it were all), <c>garbled</c> (no JSON any more),
    /// <c>truncated</c> (the connection is cut in the middle), <c>pace=MILLISECONDS</c> (in small pieces), <c>length=BYTES</c> (by so many the Content-Length
    /// is too great or, below zero, too small), <c>nextlink=URL|self</c>.</para>
    /// </summary>
    /// <exception cref="FormatException">The text is not of this form.</exception>
    public static FaultRule Parse(string spec)
    {
        var words = spec.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 3)
        {
            throw new FormatException($"'{spec}' is not a fault: it has to be 'STATUS METHOD PATH [option]...', as in '429 GET /beta/policies.* retry-after=1 count=2'.");
        }

        var rule = new FaultRule
        {
            Status = words[0] is "reset" or "hang" or "revoke" or "pass" ? 0 : Number(spec, words[0], 200, 599),
            ResetConnection = words[0] == "reset",
            NeverAnswers = words[0] == "hang",
            RevokesSessions = words[0] == "revoke",
            Method = words[1] == "*" ? null : words[1].ToUpperInvariant(),
            Path = Pattern(spec, words[2]),
        };
        rule = words.Skip(3).Aggregate(rule, (current, option) => current.With(spec, option));
        return words[0] is "pass" or "revoke" && (rule.ActsFirst || rule.Body is not null || rule.ChallengesClaims)
            ? throw new FormatException($"In the fault '{spec}' the service answers; 'acted', a body and 'claims' need a failure or a status.")
            : rule;
    }

    private static int Number(string spec, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' in the fault '{spec}' is not a number from {least} to {most}.");

    private static string Pattern(string spec, string text)
    {
        try
        {
            _ = Regex.IsMatch("", text, RegexOptions.None, TimeSpan.FromSeconds(1));
            return text;
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{text}' in the fault '{spec}' is not a regular expression: {e.Message}", e);
        }
    }

    private FaultRule With(string spec, string option)
    {
        var (name, value) = option.Split('=', 2) is [var n, var v] ? (n, v) : (option, "");
        return name switch
        {
            "retry-after" => this with { RetryAfterSeconds = Number(spec, value, 0, int.MaxValue) },
            "count" => this with { Count = value == "*" ? null : Number(spec, value, 1, int.MaxValue) },
            "retry-at" => this with { RetryAtSeconds = Number(spec, value, 0, int.MaxValue) },
            "after" => this with { After = Number(spec, value, 0, int.MaxValue) },
            "chance" => this with { Chance = Number(spec, value, 0, 100) / 100.0 },
            "seed" => this with { Seed = Number(spec, value, 0, int.MaxValue) },
            "delay" => this with { DelayMs = Number(spec, value, 0, int.MaxValue) },
            "origin" when Origins.Contains(value, StringComparer.Ordinal) => this with { Origin = value },
            "location" when Uri.IsWellFormedUriString(value, UriKind.Absolute) => this with { Location = value, Body = "" },
            "pace" => this with { PaceMs = Number(spec, value, 1, int.MaxValue) },
            "size" => this with { Body = FaultBodies.Sized(Number(spec, value, FaultBodies.LeastSize, int.MaxValue)), ContentType = FaultBodies.Xml },
            "html" when value == "" => this with { Body = FaultBodies.GatewayPage, ContentType = "text/html" },
            "malformed" when value == "" => this with { Body = FaultBodies.Malformed, ContentType = FaultBodies.Xml },
            "bomb" when value == "" => this with { Body = FaultBodies.Bomb, ContentType = FaultBodies.Xml },
            "empty" when value == "" => this with { Body = "" },
            "acted" when value == "" => this with { ActsFirst = true },
            "truncated" when value == "" => this with { IsTruncated = true },
            "half" when value == "" => this with { IsHalf = true },
            "garbled" when value == "" => this with { IsGarbled = true },
            "length" when value.StartsWith('-') => this with { LengthError = -Number(spec, value[1..], 1, int.MaxValue) },
            "length" => this with { LengthError = Number(spec, value, 1, int.MaxValue) },
            "nextlink" when value == "self" || Uri.IsWellFormedUriString(value, UriKind.Absolute) => this with { NextLink = value },
            "claims" when value is "" or "always" => this with { ChallengesClaims = true, IsNeverSatisfied = value == "always", Origin = Origin ?? "Graph" },
            _ => throw new FormatException(
                $"'{option}' in the fault '{spec}' is not one of count=, after=, chance=, seed=, origin={string.Join('|', Origins)}, delay=, acted, retry-after=, retry-at=, location=, claims, claims=always, html, empty, malformed, bomb, size=, half, garbled, truncated, pace=, length=, nextlink=."),
        };
    }
}
