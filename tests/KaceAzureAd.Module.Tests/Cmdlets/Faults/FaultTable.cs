namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>All that can go wrong.</summary>
internal static class FaultTable
{
    private const Requests Graph = Requests.Read | Requests.Write;
    private const Requests Single = Graph | Requests.SignIn | Requests.KaceCloud;

    // Waited out by what asks Graph; the sign-in library and the probes have rules of their own.
    private static readonly IEnumerable<Fault> Passing =
    [
        new("429 with Retry-After", "429 {0} retry-after=1", Graph | Requests.Item),
        new("429 without Retry-After", "429 {0}", Graph | Requests.Item),
        new("429 until a time", "429 {0} retry-at=2", Graph),
        new("502", "502 {0}", Graph),
        new("503", "503 {0}", Graph | Requests.Item),
        new("504", "504 {0}", Graph | Requests.Item),
        new("a proxy's page with 502", "502 {0} html", Graph),
        new("503 after it was done", "503 {0} acted", Requests.Write),
        new("a proxy's page with 502 after it was done", "502 {0} html acted", Requests.Write),
        new("504 after it was done", "504 {0} acted", Requests.Write),
        new("a claims challenge", "401 {0} claims", Graph),
        new("one request in five put off", "503 * .* chance=20 seed=5 retry-after=1 count=* origin=Graph", Requests.Any),
        new("slow headers", "pass {0} delay=300", Single | Requests.Item),
        new("a slow body", "pass {0} pace=1", Single),
    ];

    private static readonly IEnumerable<Fault> Staying =
    [
        new("429 for an hour", "429 {0} retry-after=3600 count=*", Single | Requests.Item) { Code = "Throttled" },
        new("503 for an hour", "503 {0} retry-after=3600 count=*", Single | Requests.Item) { Code = "ServiceUnavailable" },
        new("500", "500 {0}", Single | Requests.Item) { Code = "ServiceUnavailable" },
        new("500 after it was done", "500 {0} acted", Requests.Write) { Code = "ServiceUnavailable" },
        new("502 without a word", "502 {0} empty", Requests.SignIn | Requests.KaceCloud),
        new("504 without a word", "504 {0} empty", Requests.SignIn | Requests.KaceCloud),
        new("connection cut before it was done", "reset {0}", Single) { Code = "ConnectionFailed" },
        new("connection cut after it was done", "reset {0} acted", Requests.Write) { Code = "ConnectionFailed" },
        new("body cut", "pass {0} truncated", Single) { Code = "ConnectionFailed" },
        new("half of the JSON", "pass {0} half", Single) { Code = "UnexpectedAnswer" },
        new("no JSON", "pass {0} garbled", Single) { Code = "UnexpectedAnswer" },
        new("a proxy's page", "200 {0} html", Single) { Code = "UnexpectedAnswer" },
        new("nothing", "200 {0} empty", Single) { Code = "UnexpectedAnswer" },
        new("a Content-Length too great", "pass {0} length=7", Single) { Code = "ConnectionFailed" },
        new("a Content-Length too small", "pass {0} length=-7", Single) { Code = "UnexpectedAnswer" },
        new("a token that expired", "401 {0}", Graph) { Code = "SignInRequired" },
        new("sessions revoked", "revoke {0}", Graph) { Code = "SignInRequired" },
        new("claims that are never enough", "401 {0} claims=always count=*", Graph) { Code = "SignInRequired" },
        new("next pages on another host", "pass GET .* nextlink=https://graph.microsoft.com.elsewhere.example/page count=* origin=Graph", Requests.Any) { Code = "UntrustedHost" },
        new("pages without end", "pass GET .* nextlink=self count=* origin=Graph", Requests.Any) { Code = "UnexpectedAnswer" },
        new("one request in five fails", "500 * .* chance=20 seed=5 count=* origin=Graph", Requests.Any) { Code = "ServiceUnavailable" },
    ];

    private static readonly IEnumerable<Fault> Conditions =
    [
        new("replicas that take turns", "", Requests.Any) { Condition = host => host.World.Behaviour.ReplicaLagMs = 1500 },
        new("new objects seen late", "", Requests.Any) { Condition = host => host.World.Behaviour.ReplicationDelayMs = 500, Passes = true },
        new("services an hour ahead", "", Requests.Any) { Condition = host => host.SignIn.ClockOffset = TimeSpan.FromHours(1), IsBeforeSignIn = true },
        new("services an hour behind", "", Requests.Any) { Condition = host => host.SignIn.ClockOffset = TimeSpan.FromHours(-1), IsBeforeSignIn = true },
        new("services an hour ahead of the sign-in", "", Requests.Any) { Condition = host => host.SignIn.ClockOffset = TimeSpan.FromHours(1) },
    ];

    public static IReadOnlyList<Fault> All { get; } = [.. Passing.Select(f => f with { Passes = true }), .. Staying, .. Conditions];
}
