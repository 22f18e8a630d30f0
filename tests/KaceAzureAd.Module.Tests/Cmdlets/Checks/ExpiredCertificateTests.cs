namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>KACE Cloud with a certificate that has ended.</summary>
public sealed class ExpiredCertificateTests : CheckTest
{
    protected override string ScenarioName => "expired-tls";

    [Theory]
    [InlineData("TermsOfUseEndpoint")]
    [InlineData("EnrollmentDiscovery")]
    public void A_certificate_that_has_ended_fails(string check) => Judged("Test-KaceAadConnection $setting", check, "nothing", "Failed", "outside its time of validity");
}
