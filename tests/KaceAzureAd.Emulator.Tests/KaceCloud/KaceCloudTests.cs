using System.Net;
using System.Text;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using KaceAzureAd.Emulator.Tests.SignIn;

namespace KaceAzureAd.Emulator.Tests.KaceCloud;

/// <summary>KACE Cloud's pages and the two addresses that devices use.</summary>
public sealed class KaceCloudTests : SignInTestBase
{
    private const string Action = "http://schemas.microsoft.com/windows/management/2012/01/enrollment/IDiscoveryService/Discover";

    private string Kace => $"{Host.Origins.KaceCloud}/contoso";

    [Fact]
    public async Task The_settings_page_shows_the_three_uris_and_the_copied_text_has_them_too()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await PageAsync(Host.KaceCloud.SettingsUri("contoso")), Cancellation);
        var shown = page.QuerySelectorAll("dt").Zip(page.QuerySelectorAll("dd code"), (label, uri) => (label.TextContent, uri.TextContent)).ToList();

        Assert.Equal(
            [("MDM Terms Of Use URI", $"{Kace}/TermsOfUse"), ("MDM Discovery URI", $"{Kace}/EnrollmentServer/Discovery.svc"), ("MDM On-Board URI", $"{Kace}/onboard")],
            shown);
        Assert.Equal("Azure Active Directory Settings", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Automated", "Manual", "Copy", "Copy", "Copy", "Verify Azure AD Settings"], page.QuerySelectorAll("button").Select(b => b.TextContent));
        var text = Host.KaceCloud.SettingsText("contoso");
        Assert.All(shown, row => Assert.Contains($"{row.Item1}\u00A0\r\n{row.Item2}\tCopy\r\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Automated_is_refused_until_the_existing_settings_are_removed()
    {
        var subscription = Host.World.KaceCloud.Subscriptions[0];
        subscription.OnPremisesAppId = "cccccccc-0000-4000-8000-00000000000c";
        Assert.Contains("Remove Existing Settings", await PageAsync(Host.KaceCloud.SettingsUri("contoso")), StringComparison.Ordinal);

        Assert.Contains("Use Remove Existing Settings first", await PressAsync("automated"), StringComparison.Ordinal);
        Assert.Equal("None", subscription.Mode);
        await PressAsync("remove-existing");
        Assert.DoesNotContain("Remove Existing Settings</button>", await PressAsync("automated"), StringComparison.Ordinal);
        Assert.Equal("Automated", subscription.Mode);
    }

    [Fact]
    public async Task On_boarding_by_the_redirect_gives_consent()
    {
        var visit = await VisitAsync($"{Kace}/onboard", ContosoWorld.Admin);

        Assert.Equal("Thank you", visit.Title);
        Assert.Equal(2, Contoso.AppRoleAssignments.Count);
    }

    [Fact]
    public async Task On_boarding_that_is_cancelled_tells_so()
    {
        var visit = await VisitAsync($"{Kace}/onboard", ContosoWorld.Admin, accept: false);

        Assert.Contains("permission_denied", visit.Text, StringComparison.Ordinal);
        Assert.Empty(Contoso.AppRoleAssignments);
    }

    [Theory]
    [InlineData("admin_consent=True&tenant=" + ContosoWorld.TenantId + "&state=guessed", 400)]
    [InlineData("admin_consent=True&tenant=" + ContosoWorld.TenantId, 400)]
    [InlineData("admin_consent=True&error=consent_required&error_description=x%3Cb%3Ey", 200)]
    public async Task An_answer_that_is_not_a_success_is_not_taken_for_one(string query, int status)
    {
        using var response = await Http.GetAsync(new Uri($"{Kace}/onboarded?{query}"), Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain("Thank you", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_on_board_uri_may_be_the_consent_page_itself()
    {
        Host.World.KaceCloud.OnBoardForm = "direct";
        var text = Host.KaceCloud.SettingsText("contoso");
        var uri = text.Split("MDM On-Board URI")[1].Split(['\n', '\t'])[1].Trim();

        Assert.StartsWith($"{Host.Origins.SignIn}/organizations/adminconsent?client_id={ContosoWorld.KaceAppId}&", uri, StringComparison.Ordinal);
        Assert.Equal("Thank you", (await VisitAsync(uri, ContosoWorld.Admin)).Title);
    }

    [Fact]
    public async Task Verify_tells_what_is_missing()
    {
        Assert.Contains("not set to Automated", (await Host.KaceCloud.VerifyAsync("contoso", Cancellation)).Message, StringComparison.Ordinal);

        Host.KaceCloud.SetAutomated("contoso");
        var page = await PressAsync("verify");
        Assert.Contains("AADSTS7000229", page, StringComparison.Ordinal);
        Assert.False(Host.World.KaceCloud.Subscriptions[0].Verified);
    }

    [Fact]
    public async Task Verify_succeeds_once_an_administrator_has_consented()
    {
        Host.KaceCloud.SetAutomated("contoso");
        await VisitAsync($"{Kace}/onboard", ContosoWorld.Admin);

        var outcome = await Host.KaceCloud.VerifyAsync("contoso", Cancellation);
        Assert.True(outcome.Success, outcome.Message);
        Assert.Contains("Azure AD settings verified", await PageAsync(Host.KaceCloud.SettingsUri("contoso")), StringComparison.Ordinal);
        Assert.Contains(Host.Log.Entries, e => e.Origin == "Graph" && e.Status == 200);
    }

    [Fact]
    public async Task That_KACE_Cloud_signed_in_is_kept_in_the_tenants_log()
    {
        Host.KaceCloud.SetAutomated("contoso");
        await Host.KaceCloud.VerifyAsync("contoso", Cancellation);
        Assert.Empty(Contoso.SignIns);

        await VisitAsync($"{Kace}/onboard", ContosoWorld.Admin);
        await Host.KaceCloud.VerifyAsync("contoso", Cancellation);
        Host.World.KaceCloud.AppSecret = "a former one";
        await Host.KaceCloud.VerifyAsync("contoso", Cancellation);

        Assert.Equal([(ContosoWorld.KaceAppId, 0), (ContosoWorld.KaceAppId, 7000215)], Contoso.SignIns.Select(s => (s.AppId, s.ErrorCode)));
        Assert.StartsWith("AADSTS7000215", Contoso.SignIns[1].FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_fails_where_a_role_was_not_assigned()
    {
        Host.KaceCloud.SetAutomated("contoso");
        await VisitAsync($"{Kace}/onboard", ContosoWorld.Admin);
        Contoso.AppRoleAssignments.RemoveAll(a => a.AppRoleId == "7438b122-aefc-4978-80ed-43db9fcc7715");

        var outcome = await Host.KaceCloud.VerifyAsync("contoso", Cancellation);
        Assert.False(outcome.Success);
        Assert.Contains("Device.Read.All", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terms_of_use_page_answers_windows()
    {
        using var anonymous = await Http.GetAsync(new Uri($"{Kace}/TermsOfUse"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);

        const string Query = "?redirect_uri=ms-appx-web%3A%2F%2Fback%2Fhere&mode=azureadjoin&api-version=";
        var page = await new HtmlParser().ParseDocumentAsync(await PageAsync(new Uri($"{Kace}/TermsOfUse{Query}1.0")), Cancellation);
        Assert.Equal(["accept", "decline"], page.QuerySelectorAll("button").Select(b => b.GetAttribute("value")));

        Assert.Matches("^ms-appx-web://back/here\\?IsAccepted=true&OpaqueBlob=[0-9a-f]+$", await DecideAsync("accept"));
        Assert.Equal("ms-appx-web://back/here?IsAccepted=false", await DecideAsync("decline"));
        using var old = await Http.GetAsync(new Uri($"{Kace}/TermsOfUse{Query}0.9"), Cancellation);
        Assert.StartsWith("ms-appx-web://back/here?error=invalid_request&error_description=", old.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_answers_a_get_with_nothing()
    {
        using var response = await Http.GetAsync(new Uri($"{Kace}/EnrollmentServer/Discovery.svc"), Cancellation);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(false, "https")]
    [InlineData(true, "http")]
    public async Task Discovery_tells_a_device_where_to_enrol(bool overHttp, string scheme)
    {
        Host.World.KaceCloud.EnrollsOverHttp = overHttp;
        var (status, body) = await DiscoverAsync(Envelope("""
            <EmailAddress>device@contoso.example</EmailAddress><RequestVersion>4.0</RequestVersion><DeviceType>CIMClient_Windows</DeviceType>
            <AuthPolicies><AuthPolicy>OnPremise</AuthPolicy><AuthPolicy>Federated</AuthPolicy></AuthPolicies>
            """));

        Assert.Equal(200, status);
        XNamespace ns = "http://schemas.microsoft.com/windows/management/2012/01/enrollment";
        var result = body.Descendants(ns + "DiscoverResult").Single();
        Assert.Equal("Federated", result.Element(ns + "AuthPolicy")!.Value);
        var service = $"{scheme}{Kace["https".Length..]}/EnrollmentServer";
        Assert.Equal(
            ["4.0", $"{service}/Policy.svc", $"{service}/Enrollment.svc", $"{service}/Authenticate"],
            new[] { "EnrollmentVersion", "EnrollmentPolicyServiceUrl", "EnrollmentServiceUrl", "AuthenticationServiceUrl" }.Select(name => result.Element(ns + name)!.Value));
        Assert.Equal(Action + "Response", body.Descendants(XName.Get("Action", "http://www.w3.org/2005/08/addressing")).Single().Value);
        Assert.Equal("urn:uuid:1", body.Descendants(XName.Get("RelatesTo", "http://www.w3.org/2005/08/addressing")).Single().Value);
    }

    [Theory]
    [InlineData("not xml")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>")]
    [InlineData("<x/>")]
    [InlineData("<EmailAddress/><RequestVersion>4.0</RequestVersion>")]
    [InlineData("<EmailAddress>device@contoso.example</EmailAddress>")]
    [InlineData("<EmailAddress>device@contoso.example</EmailAddress><RequestVersion>4.0</RequestVersion><AuthPolicies><AuthPolicy>OnPremise</AuthPolicy></AuthPolicies>")]
    public async Task Discovery_answers_anything_else_with_a_fault(string request)
    {
        var (status, body) = await DiscoverAsync(request.StartsWith("<EmailAddress", StringComparison.Ordinal) ? Envelope(request) : request);

        Assert.Equal(500, status);
        Assert.Single(body.Descendants(XName.Get("Fault", "http://www.w3.org/2003/05/soap-envelope")));
    }

    [Fact]
    public async Task An_unknown_customer_is_not_found()
    {
        using var response = await Http.GetAsync(new Uri($"{Host.Origins.KaceCloud}/fabrikam/settings/windows/azuread"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string Envelope(string request) => $"""
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing">
          <s:Header><a:Action s:mustUnderstand="1">{Action}</a:Action><a:MessageID>urn:uuid:1</a:MessageID></s:Header>
          <s:Body>
            <Discover xmlns="http://schemas.microsoft.com/windows/management/2012/01/enrollment">
              <request>{request}</request>
            </Discover>
          </s:Body>
        </s:Envelope>
        """;

    private async Task<(int Status, XDocument Body)> DiscoverAsync(string request)
    {
        using var content = new StringContent(request, Encoding.UTF8, "application/soap+xml");
        using var response = await Http.PostAsync(new Uri($"{Kace}/EnrollmentServer/Discovery.svc"), content, Cancellation);
        Assert.NotNull(response.Content.Headers.ContentLength);
        return ((int)response.StatusCode, XDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    private async Task<string> PressAsync(string button)
    {
        using var response = await Http.PostAsync(new Uri($"{Kace}/settings/windows/azuread/{button}"), null, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<string> DecideAsync(string decision)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["redirect_uri"] = "ms-appx-web://back/here", ["decision"] = decision });
        using var response = await Http.PostAsync(new Uri($"{Kace}/TermsOfUse"), form, Cancellation);
        return response.Headers.Location!.OriginalString;
    }
}
