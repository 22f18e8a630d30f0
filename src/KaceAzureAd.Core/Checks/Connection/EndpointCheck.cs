using System.Globalization;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>One of KACE Cloud's endpoints answers over valid TLS. Devices meet it before anybody is signed in, so an anonymous look is enough (facts.md 5).</summary>
internal sealed class EndpointCheck(string name, string label, TenantPart part, Func<TenantSnapshot, EndpointProbe?> probe) : Check
{
    private const int SoonInDays = 14;

    public override string Name => name;

    public override string Proves => $"KACE Cloud's {label} answers over valid TLS, with a certificate that does not end soon, and leads nowhere without TLS.";

    public override string PutRight => "Check the address in KACE Cloud, and that this machine reaches it; devices must reach it too.";

    public override IReadOnlyList<TenantPart> LooksAt => [part];

    protected override string Expected(CheckOptions options) => $"the {label} answers over valid TLS";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options) => probe(snapshot) switch
    {
        null => WithoutSetting(),
        { Answers: false } failure => Failed(failure.Reason?.ToString(), $"The {label} does not answer: {failure.Message}"),
        { Location: { } to } when to.Scheme != Uri.UriSchemeHttps => Failed(
            $"redirects to {to}", $"The {label} sends devices to {to.Host} over http, where anyone on the way could change what they get.", "Tell KACE Cloud's support; enrol no devices until it is put right."),
        { Status: 404 or 410 } gone => Warning($"HTTP {gone.Status}", $"{gone.Endpoint.IdnHost} answers, but says that the {label} is not there (HTTP {gone.Status}).", "Compare the address with KACE Cloud's settings page."),
        { CertificateNotAfter: null } answer => Warning($"HTTP {answer.Status}", $"The {label} answers, but when its certificate ends could not be seen.", "Look at the certificate in a browser."),
        { CertificateNotAfter: { } end } when end < snapshot.ReadAt.AddDays(SoonInDays) => Warning(
            $"ends {Day(end)}", $"The TLS certificate of the {label} ends on {Day(end)}; after that no device enrols.", "See that KACE Cloud renews it in time."),
        var answer => Passed($"HTTP {answer.Status}", $"The {label} answers over valid TLS in {answer.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms; its certificate ends on {Day(answer.CertificateNotAfter.Value)}."),
    };

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
