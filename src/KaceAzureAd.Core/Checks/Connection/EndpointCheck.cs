using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>One of KACE Cloud's endpoints answers over valid TLS. Devices meet it before anybody is signed in, so an anonymous look is enough (facts.md 5).</summary>
internal sealed class EndpointCheck(string name, string label, Func<TenantSnapshot, EndpointProbe?> probe) : Check
{
    public override string Name => name;

    protected override string Expected => $"the {label} answers over valid TLS";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting) => probe(snapshot) switch
    {
        null => Skipped("KACE Cloud's settings were not given.", "Give them with -Setting."),
        { Answers: true } answer => Passed($"HTTP {answer.Status} in {answer.Elapsed.TotalMilliseconds:0} ms", $"The {label} answers over valid TLS."),
        var failure => Failed(failure.Reason?.ToString(), $"The {label} does not answer: {failure.Message}", "Check the address in KACE Cloud, and that this machine reaches it; devices must reach it too."),
    };
}
