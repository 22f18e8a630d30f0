using KaceAzureAd.Checks;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>Checks of what is outside Graph: KACE Cloud's endpoints, and DNS.</summary>
public sealed class EndpointCheckTests
{
    [Theory]
    [InlineData(200, 89, null, CheckStatus.Passed)]
    [InlineData(401, 89, null, CheckStatus.Passed)]
    [InlineData(302, 89, "https://sso.kacecloud.example/", CheckStatus.Passed)]
    [InlineData(302, 89, "http://sso.kacecloud.example/", CheckStatus.Failed)]
    [InlineData(404, 89, null, CheckStatus.Warning)]
    [InlineData(410, 89, null, CheckStatus.Warning)]
    [InlineData(200, 15, null, CheckStatus.Passed)]
    [InlineData(200, 14, null, CheckStatus.Passed)]
    [InlineData(200, 13, null, CheckStatus.Warning)]
    public void An_endpoint_answers_over_TLS_that_lasts(int status, int days, string? location, CheckStatus expected)
    {
        var snapshot = Good with { TermsOfUseEndpoint = Probe(status, days, location), DiscoveryEndpoint = Probe(status, days, location) };

        Assert.Equal(expected, Judge("TermsOfUseEndpoint", snapshot).Status);
        Assert.Equal(expected, Judge("DiscoveryEndpoint", snapshot).Status);
    }

    [Fact]
    public void An_endpoint_that_is_silent_or_whose_certificate_was_not_seen_is_not_passed()
    {
        Assert.All(Enum.GetValues<ProbeFailure>(), reason =>
        {
            var result = Judge("TermsOfUseEndpoint", Good with { TermsOfUseEndpoint = Silent(reason), DiscoverAnswer = new DiscoverAnswer(Silent(reason), false) });
            Assert.Equal((CheckStatus.Failed, reason.ToString()), (result.Status, result.Actual));
        });
        Assert.Equal(CheckStatus.Failed, Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = new DiscoverAnswer(Silent(ProbeFailure.Tls), false) }).Status);
        Assert.Equal(CheckStatus.Warning, Judge("DiscoveryEndpoint", Good with { DiscoveryEndpoint = Probe(200) with { CertificateNotAfter = null } }).Status);
        Assert.All(["TermsOfUseEndpoint", "DiscoveryEndpoint", "EnrollmentDiscovery"], check =>
            Assert.Equal(CheckStatus.Skipped, Judge(check, Good with { TermsOfUseEndpoint = null, DiscoveryEndpoint = null, DiscoverAnswer = null }, new CheckOptions()).Status));
    }

    [Theory]
    [InlineData("Federated", "https://a.example/e", "https://a.example/p", "https://a.example/a", CheckStatus.Passed)]
    [InlineData("Federated", " https://a.example/e ", "https://a.example/p", "https://a.example/a", CheckStatus.Passed)]
    [InlineData("Federated", "http://a.example/e", "https://a.example/p", "https://a.example/a", CheckStatus.Failed)]
    [InlineData("Federated", "https://a.example/e", "", "https://a.example/a", CheckStatus.Failed)]
    [InlineData("Federated", "", "https://a.example/p", "https://a.example/a", CheckStatus.Failed)]
    [InlineData("Federated", "https://a.example/e", "/p", "https://a.example/a", CheckStatus.Failed)]
    [InlineData("Federated", "https://a.example/e", "https://a.example/p", "", CheckStatus.Failed)]
    [InlineData("OnPremise", "https://a.example/e", "https://a.example/p", "", CheckStatus.Warning)]
    [InlineData("OnPremise", "https://a.example/e", "https://a.example/p", "http://a.example/a", CheckStatus.Failed)]
    [InlineData("", "https://a.example/e", "https://a.example/p", "https://a.example/a", CheckStatus.Warning)]
    public void A_device_is_told_where_to_enrol(string policy, string service, string policies, string authentication, CheckStatus expected) =>
        Assert.Equal(expected, Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Envelope(policy, service, policies, authentication)) }).Status);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<html></html>", "no envelope of SOAP 1.2")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", "no envelope of SOAP 1.2")]
    [InlineData("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>", "no DiscoverResult")]
    [InlineData("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>", "not XML as SOAP has it")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>&a;</s:Envelope>", "DTD")]
    [InlineData("{ \"json\": true }", "not XML as SOAP has it")]
    public void What_is_no_answer_to_a_Discover_request_fails(string body, string reason)
    {
        var result = Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(body) });

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains(reason, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_chunks_and_another_status_are_told_apart()
    {
        const string Fault = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">Unknown user.</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>""";
        var failing = Silent(ProbeFailure.Server) with { Status = 500 };

        var fault = Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Fault, failing) });
        Assert.Equal(CheckStatus.Warning, fault.Status);
        Assert.EndsWith("Unknown user.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Warning, Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Envelope(), isChunked: true) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Envelope(), Probe(401)) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover("no", failing) }).Status);
    }

    [Fact]
    public void Nesting_without_end_is_no_answer_and_costs_nothing()
    {
        var nested = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>" + string.Concat(Enumerable.Repeat("<a>", 20_000));

        Assert.Contains("nested too deep", Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(nested) }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, CheckStatus.Passed, "No domain has")]
    [InlineData("enterpriseenrollment.kacecloud.com", null, CheckStatus.Passed, "points at KACE Cloud")]
    [InlineData("contoso.kacecloud.example", null, CheckStatus.Passed, "points at KACE Cloud")]
    [InlineData("EnterpriseEnrollment-s.manage.microsoft.com", null, CheckStatus.Warning, "(Microsoft Intune)")]
    [InlineData("mdm.fabrikam.example", null, CheckStatus.Warning, "sent elsewhere.")]
    [InlineData("notkacecloud.com", null, CheckStatus.Warning, "sent elsewhere.")]
    [InlineData(null, "no DNS server answers in time", CheckStatus.Skipped, "no DNS server answers in time")]
    public void A_CNAME_that_points_at_another_MDM_is_warned_of(string? target, string? fault, CheckStatus expected, string message)
    {
        var result = Judge("EnrollmentDns", Good with { EnrollmentDns = [new("contoso.example", target, fault)] });

        Assert.Equal(expected, result.Status);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_domain_that_DNS_does_not_tell_keeps_the_rest_from_passing_but_not_from_warning()
    {
        EnrollmentCname good = new("a.example", null, null), bad = new("b.example", "mdm.fabrikam.example", null), unknown = new("c.example", null, "no answer");

        Assert.Equal(CheckStatus.Skipped, Judge("EnrollmentDns", Good with { EnrollmentDns = [good, unknown] }).Status);
        Assert.Equal(CheckStatus.Warning, Judge("EnrollmentDns", Good with { EnrollmentDns = [good, unknown, bad] }).Status);
    }

    [Fact]
    public void More_domains_than_are_looked_up_are_not_passed_in_silence()
    {
        var organization = new Organization { VerifiedDomains = [.. Enumerable.Range(0, 5000).Select(i => new VerifiedDomain { Name = $"d{i}.example", IsDefault = i == 4000 })] };
        var names = CustomDomains.MostLookedUp(organization);

        Assert.Equal(CustomDomains.Most, names.Count);
        Assert.Equal("d4000.example", names[0]);
        Assert.Equal(CheckStatus.Warning, Judge("EnrollmentDns", Good with { Organization = Read(organization), EnrollmentDns = [.. names.Select(n => new EnrollmentCname(n, null, null))] }).Status);
    }
}
