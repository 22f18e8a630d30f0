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
