using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Answers that do not come, although the service may have acted, at whichever request it is.</summary>
public sealed class LostAnswerTests : GraphTestBase
{
    [Fact]
    public async Task The_service_may_act_before_the_connection_is_cut()
    {
        Host.Faults.Add(FaultRule.Parse("reset POST /v1.0/servicePrincipals acted"));
        await Assert.ThrowsAsync<HttpRequestException>(AddKaceAsync);
        Assert.Single(Tenant.ServicePrincipals, s => s.AppId == KaceAppId);
        Assert.Equal(409, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId })).Status);
    }

    [Fact]
    public async Task The_service_may_act_and_a_gateway_answer()
    {
        var id = await AddKaceAsync();
        Host.Faults.Add(FaultRule.Parse("503 PATCH /beta/policies/.* acted retry-after=2"));
        Host.Faults.Add(FaultRule.Parse("502 GET /v1.0/servicePrincipals/.* acted html"));
        var answer = await PatchPolicyAsync(new { appliesTo = "all" });
        Assert.Equal((503, "serviceNotAvailable", "2"), (answer.Status, answer.Code, answer.Header("Retry-After")));
        Assert.Equal("all", KacePolicy.AppliesTo);
        var page = await GetAsync($"/v1.0/servicePrincipals/{id}");
        Assert.Equal((502, FaultRule.Parse("502 * .* html").Body), (page.Status, page.Text));
        Assert.Equal("text/html", page.Message.Content.Headers.ContentType!.ToString());
        Assert.Single(page.Message.Headers.GetValues("request-id"));
    }

    [Fact]
    public async Task Of_the_services_answer_no_header_is_left_but_the_date()
    {
        Host.SignIn.ClockOffset = TimeSpan.FromHours(3);
        Host.Faults.Add(FaultRule.Parse("503 GET /contoso/onboard acted"));
        var answer = await GetAsync(Host.Origins.KaceCloud + "/contoso/onboard");
        Assert.Equal((503, ""), (answer.Status, answer.Header("Location")));
        Assert.InRange(answer.Message.Headers.Date!.Value, DateTimeOffset.UtcNow.AddHours(2.9), DateTimeOffset.UtcNow.AddHours(3.1));
    }

    [Fact]
    public async Task What_the_service_refuses_is_not_done()
    {
        Host.Faults.Add(FaultRule.Parse("503 POST /v1.0/servicePrincipals acted"));
        Assert.Equal(503, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = Pilot })).Status);
        Assert.DoesNotContain(Tenant.ServicePrincipals, s => s.AppId == Pilot);
    }

    [Fact]
    public async Task An_answer_may_never_come()
    {
        Host.Faults.Add(FaultRule.Parse("hang GET /v1.0/me"));
        Host.Faults.Add(FaultRule.Parse("hang POST /v1.0/servicePrincipals acted"));
        await GiveUpAsync(new HttpRequestMessage(HttpMethod.Get, "/v1.0/me"));
        Assert.DoesNotContain(Tenant.ServicePrincipals, s => s.AppId == KaceAppId);
        await GiveUpAsync(new HttpRequestMessage(HttpMethod.Post, "/v1.0/servicePrincipals") { Content = new StringContent($$"""{"appId":"{{KaceAppId}}"}""", new MediaTypeHeaderValue("application/json")) });
        Assert.Contains(Tenant.ServicePrincipals, s => s.AppId == KaceAppId);

        // Those who gave up are let go.
        for (var tries = 0; Host.Log.Entries.Count < 2 && tries < 100; tries++)
        {
            await Task.Delay(50, Stop);
        }

        Assert.Equal(2, Host.Log.Entries.Count);
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
    }

    [Fact]
    public async Task Each_wait_is_for_one_request_that_is_held()
    {
        Host.Faults.Add(FaultRule.Parse("hang GET /v1.0/me"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var request = Authorized(new HttpRequestMessage(HttpMethod.Get, "/v1.0/me"));
        var held = Http.SendAsync(request, stop.Token);
        await HeldAsync(Host);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Host.Faults.WaitUntilHeldAsync(soon.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_what_is_held()
    {
        var host = await EmulatorHost.StartAsync(Scenario.Load("default"), Stop);
        host.Faults.Add(FaultRule.Parse("hang * .*"));
        using var client = TrustingHttpClient.Create(host.TrustedCertificate);
        var held = client.GetAsync(new Uri(host.Origins.Graph + "/v1.0/me"), Stop);
        await HeldAsync(host);
        var clock = Stopwatch.StartNew();
        await host.DisposeAsync();
        Assert.True(clock.ElapsedMilliseconds < 2000, $"stopped after {clock.ElapsedMilliseconds} ms");
        await Assert.ThrowsAsync<HttpRequestException>(() => held);
    }

    [Fact]
    public async Task A_fault_may_come_later()
    {
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/me after=2 count=2"));
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await GetAsync("/v1.0/me")).Status);
            Assert.Equal(200, (await GetAsync("/v1.0/organization")).Status);
        }

        Assert.Equal([200, 200, 429, 429, 200], statuses);
    }

    [Fact]
    public async Task A_request_that_another_fault_hits_counts()
    {
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/me"));
        Host.Faults.Add(FaultRule.Parse("503 * .* origin=Graph after=1"));
        Assert.Equal(429, (await GetAsync("/v1.0/me")).Status);
        Assert.Equal(503, (await GetAsync("/v1.0/me")).Status);
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
    }

    [Theory]
    [InlineData("503 * .* origin=Graph after=2")]
    [InlineData("503 * .* origin=Graph after=2 acted")]
    public async Task A_batch_counts_as_one_request(string fault)
    {
        Host.Faults.Add(FaultRule.Parse(fault));
        Assert.All(await BatchAsync(), status => Assert.Equal(200, status));
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
        Assert.Equal(503, (await SendAsync("POST", "/v1.0/$batch", Batch())).Status);
    }

    [Theory]
    [InlineData("hang GET /v1.0/me.*")]
    [InlineData("503 GET /v1.0/me.* acted")]
    [InlineData("503 GET /v1.0/me.* after=0")]
    public async Task Items_of_a_batch_are_not_hit(string fault)
    {
        Host.Faults.Add(FaultRule.Parse(fault));
        Assert.All(await BatchAsync(), status => Assert.Equal(200, status));
    }

    private static Task HeldAsync(EmulatorHost host) => host.Faults.WaitUntilHeldAsync(Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

    private static JsonObject Batch() => new()
    {
        ["requests"] = new JsonArray([.. Enumerable.Range(1, 3).Select(i => (JsonNode)new JsonObject { ["id"] = $"{i}", ["method"] = "GET", ["url"] = "/me" })]),
    };

    private async Task<int[]> BatchAsync() => [.. (await SendAsync("POST", "/v1.0/$batch", Batch())).Json["responses"]!.AsArray().Select(r => (int)r!["status"]!)];

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken());
        return request;
    }

    /// <summary>Sends, and gives up once the request is held.</summary>
    private async Task GiveUpAsync(HttpRequestMessage request)
    {
        using (request)
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop))
        {
            var sent = Http.SendAsync(Authorized(request), stop.Token);
            await HeldAsync(Host);
            Assert.False(sent.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        }
    }
}
