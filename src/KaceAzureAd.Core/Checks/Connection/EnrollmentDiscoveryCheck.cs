using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>The discovery endpoint answers a device's own question as MS-MDE2 says: where to enrol (facts.md 5.2).</summary>
internal sealed class EnrollmentDiscoveryCheck : Check
{
    public override string Name => "EnrollmentDiscovery";

    public override string Proves => "The discovery endpoint answers a device's Discover request (MS-MDE2) with https addresses for enrolling.";

    public override string PutRight => "Check the MDM Discovery URI; if it is the one that KACE Cloud shows, ask KACE Cloud's support.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.DiscoverAnswer];

    protected override string Expected(CheckOptions options) => "a DiscoverResult with https addresses";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.DiscoverAnswer is not { } answer)
        {
            return WithoutSetting();
        }

        // A fault comes as HTTP 500, as SOAP has it: it is the service's own word, and the first thing to look for.
        var status = $"HTTP {answer.Probe.Status}";
        if (answer.Fault is { } fault)
        {
            return Warning($"{status}, SOAP fault", $"The discovery endpoint speaks the protocol, but refuses the request of this check: {OneLine.Of(fault, 300)}", "Try with a device; if that is refused too, ask KACE Cloud's support.");
        }

        if (!answer.Probe.Answers)
        {
            return Failed(answer.Probe.Reason?.ToString(), $"The discovery endpoint does not answer a Discover request: {answer.Probe.Message}");
        }

        if (answer.Probe.Status != 200 || answer.Objection is not null)
        {
            return Failed(status, $"The discovery endpoint does not answer a Discover request ({status}): {OneLine.Of(answer.Objection ?? "that is no success", 300)}.");
        }

        var wrong = Addresses(answer).Where(a => a.IsNeeded ? !IsHttps(a.Value) : a.Value is not null && !IsHttps(a.Value)).ToList();
        if (wrong.Count > 0)
        {
            return Failed(
                OneLine.Of(wrong.Select(a => $"{a.Name}: {a.Value ?? "none"}")), $"The discovery endpoint's answer is not one that a device can go on with: {string.Join(", ", wrong.Select(a => a.Name))} {(wrong.Count == 1 ? "is" : "are")} no https address.");
        }

        var actual = $"{OneLine.Of(answer.AuthPolicy)}, {answer.EnrollmentServiceUrl}";
        return answer switch
        {
            { IsChunked: true } => Warning(actual, "The discovery endpoint answers in chunks, which Windows does not read.", "Tell KACE Cloud's support, or look for a proxy on the way that takes the answer apart."),
            { AuthPolicy: not "Federated" } => Warning(actual, $"The discovery endpoint asks for the authentication '{OneLine.Of(answer.AuthPolicy)}'; devices that join Azure AD enrol with 'Federated'.", "Ask KACE Cloud's support."),
            _ => Passed(actual, "The discovery endpoint tells devices where to enrol."),
        };
    }

    private static IEnumerable<(string Name, string? Value, bool IsNeeded)> Addresses(DiscoverAnswer answer) =>
    [
        (nameof(answer.EnrollmentPolicyServiceUrl), answer.EnrollmentPolicyServiceUrl, true),
        (nameof(answer.EnrollmentServiceUrl), answer.EnrollmentServiceUrl, true),
        (nameof(answer.AuthenticationServiceUrl), answer.AuthenticationServiceUrl, answer.AuthPolicy == "Federated"),
    ];

    private static bool IsHttps(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;
}
