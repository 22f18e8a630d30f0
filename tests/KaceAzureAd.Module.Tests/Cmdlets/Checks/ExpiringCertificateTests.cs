namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>KACE Cloud with a certificate that ends in five days.</summary>
public sealed class ExpiringCertificateTests : CheckTest
{
    protected override string ScenarioName => "expiring-tls";

    [Theory]
    [InlineData("TermsOfUseEndpoint")]
    [InlineData("DiscoveryEndpoint")]
    public void A_certificate_that_ends_soon_is_warned_of(string check) => Judged("Test-KaceAadConnection $setting", check, "nothing", "Warning", "certificate");
}
