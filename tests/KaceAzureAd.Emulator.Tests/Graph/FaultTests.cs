using System.Diagnostics;
using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Failures on demand.</summary>
public sealed class FaultTests : GraphTestBase
{
    [Fact]
    public async Task A_fault_hits_as_often_as_told()
    {
        Host.Faults.Add(FaultRule.Parse("429 GET /beta/policies.* retry-after=1 count=2"));
        var own = Guid.NewGuid().ToString();
        for (var i = 0; i < 2; i++)
        {
            var answer = await GetAsync(Policies + "?$select=id", ("client-request-id", own));
            Assert.Equal((429, "TooManyRequests", "1"), (answer.Status, answer.Code, answer.Header("Retry-After")));
            Assert.Equal(own, answer.Header("client-request-id"));
            Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
        }

        Assert.Equal(200, (await GetAsync(Policies)).Status);
        Assert.Equal(2, Host.Log.Entries.Count(e => e.Status == 429));
    }

    [Fact]
    public async Task A_fault_without_retry_after_sends_none()
    {
        Host.Faults.Add(FaultRule.Parse("503 * .* count=*"));
        for (var i = 0; i < 3; i++)
        {
            var answer = await GetAsync("/v1.0/me");
            Assert.Equal((503, ""), (answer.Status, answer.Header("Retry-After")));
        }

        Host.Faults.Clear();
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
    }

    [Fact]
    public async Task An_answer_may_be_a_page_or_nothing_or_half()
    {
        Host.Faults.Add(FaultRule.Parse("502 GET /v1.0/me html"));
        var page = await GetAsync("/v1.0/me");
        Assert.Equal("text/html", page.Message.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<html>", page.Text, StringComparison.Ordinal);

        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/me empty"));
        var empty = await GetAsync("/v1.0/me");
        Assert.Equal((403, ""), (empty.Status, empty.Text));

        Host.Faults.Add(FaultRule.Parse("200 GET /v1.0/me truncated html"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/v1.0/me"));
        Host.Faults.Add(FaultRule.Parse("reset GET /v1.0/me"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/v1.0/me"));
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
    }

    [Fact]
    public async Task An_answer_may_be_hostile()
    {
        Host.Faults.Add(FaultRule.Parse("200 GET /v1.0/me size=3000000"));
        var large = await GetAsync("/v1.0/me");
        Assert.Equal(3_000_000, large.Text.Length);
        Assert.Equal("Envelope", System.Xml.Linq.XDocument.Parse(large.Text).Root!.Name.LocalName);
        Assert.Equal("application/soap+xml", large.Message.Content.Headers.ContentType!.MediaType);

        Host.Faults.Add(FaultRule.Parse("200 GET /v1.0/me malformed"));
        var malformed = (await GetAsync("/v1.0/me")).Text;
        Assert.Throws<System.Xml.XmlException>(() => System.Xml.Linq.XDocument.Parse(malformed));

        Host.Faults.Add(FaultRule.Parse("200 GET /v1.0/me bomb"));
        var bomb = (await GetAsync("/v1.0/me")).Text;
        Assert.True(bomb.Length < 2000);
        using var careless = System.Xml.XmlReader.Create(
            new StringReader(bomb), new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Parse, MaxCharactersFromEntities = 1_000_000 });
        Assert.Contains("MaxCharactersFromEntities", Assert.Throws<System.Xml.XmlException>(() => { while (careless.Read()) { } }).Message, StringComparison.Ordinal);

        Host.Faults.Add(FaultRule.Parse("302 GET /v1.0/me location=http://localhost:9/"));
        var redirect = await GetAsync("/v1.0/me");
        Assert.Equal((302, "http://localhost:9/"), (redirect.Status, redirect.Header("Location")));
    }

    [Fact]
    public async Task An_answer_may_come_in_pieces()
    {
        Host.Faults.Add(FaultRule.Parse("200 GET /v1.0/me html pace=40"));
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me");
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        var headers = clock.ElapsedMilliseconds;
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.EndsWith("</html>", text, StringComparison.Ordinal);
        Assert.True(clock.ElapsedMilliseconds - headers >= 200, $"the body came within {clock.ElapsedMilliseconds - headers} ms");
    }

    [Fact]
    public async Task A_request_may_only_be_late()
    {
        Host.Faults.Add(FaultRule.Parse("pass GET /v1.0/me delay=300"));
        var clock = Stopwatch.StartNew();
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
        Assert.True(clock.ElapsedMilliseconds >= 290, $"answered after {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Every_origin_can_fail_alone()
    {
        Host.Faults.Add(FaultRule.Parse("503 GET .* origin=KaceCloud"));
        Host.Faults.Add(FaultRule.Parse("500 GET .* origin=SignIn"));
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
        Assert.Equal(503, (await GetAsync(Host.Origins.KaceCloud + "/anything")).Status);
        Assert.Equal(500, (await GetAsync(Host.Origins.SignIn + "/anything")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("429 GET")]
    [InlineData("nine GET /v1.0/me")]
    [InlineData("99 GET /v1.0/me")]
    [InlineData("429 GET /v1.0/(me")]
    [InlineData("429 GET /v1.0/me retry-after=soon")]
    [InlineData("429 GET /v1.0/me count=0")]
    [InlineData("429 GET /v1.0/me origin=Elsewhere")]
    [InlineData("429 GET /v1.0/me html=yes")]
    [InlineData("401 GET /v1.0/me claims=never")]
    [InlineData("302 GET /v1.0/me location=nowhere")]
    [InlineData("200 GET /v1.0/me size=5")]
    [InlineData("200 GET /v1.0/me pace=0")]
    [InlineData("429 GET /v1.0/me after=-1")]
    [InlineData("429 GET /v1.0/me acted=yes")]
    [InlineData("pass GET /v1.0/me acted")]
    [InlineData("pass GET /v1.0/me html")]
    [InlineData("revoke GET /v1.0/me claims")]
    [InlineData("429 GET /v1.0/me chance=101")]
    [InlineData("pass GET /v1.0/me length=0")]
    [InlineData("pass GET /v1.0/me nextlink=there")]
    public void A_spec_of_another_form_is_refused(string spec) => Assert.Throws<FormatException>(() => FaultRule.Parse(spec));

    [Fact]
    public void A_count_holds_when_many_take_at_once()
    {
        var faults = new FaultSet();
        faults.Add(FaultRule.Parse("429 * .* count=50"));
        var taken = 0;
        Parallel.For(0, 200, _ =>
        {
            if (faults.Take("Graph", "GET", "/v1.0/me") is not null)
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(50, taken);
    }
}
