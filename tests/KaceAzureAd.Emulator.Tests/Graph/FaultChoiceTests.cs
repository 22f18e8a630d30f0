using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Which requests a fault hits, and what it takes from their session.</summary>
public sealed class FaultChoiceTests : GraphTestBase
{
    [Fact]
    public void The_same_seed_hits_the_same_requests_about_as_often_as_told()
    {
        var hits = Enumerable.Range(0, 3).Select(_ => Thrown("chance=30 seed=7")).ToArray();
        Assert.Equal(hits[0], hits[1]);
        Assert.Equal(hits[0], hits[2]);
        Assert.NotEqual(hits[0], Thrown("chance=30 seed=8"));
        Assert.InRange(hits[0].Count(h => h), 230, 370);
        Assert.All(Thrown("chance=100"), Assert.True);
        Assert.All(Thrown("chance=0"), Assert.False);
    }

    [Fact]
    public void What_is_spared_does_not_count()
    {
        var faults = new FaultSet();
        faults.Add(FaultRule.Parse("503 * .* count=5 chance=10"));
        Assert.Equal(5, Enumerable.Range(0, 1000).Count(_ => faults.Take("Graph", "GET", "/v1.0/me") is not null));
        Assert.Equal(5, faults.Hits);
    }

    [Fact]
    public async Task A_fault_finds_its_request_within_a_batch()
    {
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/organization retry-after=2"));
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/groups"));
        string[] urls = ["/me", "/organization", "/groups"];
        var answer = await SendAsync("POST", "/v1.0/$batch", new { requests = urls.Select((url, i) => new { id = $"{i}", method = "GET", url }) });
        var items = answer.Json["responses"]!.AsArray().ToDictionary(r => (string)r!["id"]!, r => ((int)r!["status"]!, (string?)r["headers"]!["Retry-After"]));
        Assert.Equal(200, answer.Status);
        Assert.Equal((200, null), items["0"]);
        Assert.Equal((429, "2"), items["1"]);
        Assert.Equal((429, null), items["2"]);
    }

    [Fact]
    public async Task A_time_to_come_back_is_by_the_services_clock()
    {
        Host.SignIn.ClockOffset = TimeSpan.FromHours(1);
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/me retry-at=30"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me");
        using var answer = await Http.SendAsync(request, Stop);
        Assert.InRange(answer.Headers.RetryAfter!.Date!.Value - answer.Headers.Date!.Value, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_refused_as_Graph_does()
    {
        Host.Faults.Add(FaultRule.Parse("401 GET /v1.0/me"));
        var answer = await GetAsync("/v1.0/me");
        Assert.Equal((401, "InvalidAuthenticationToken"), (answer.Status, answer.Code));
        Assert.StartsWith("Bearer realm=\"\", authorization_uri=", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.DoesNotContain("claims", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sessions_of_who_asks_may_be_revoked_as_the_request_comes()
    {
        Assert.Equal(200, (await GetAsync("/v1.0/me")).Status);
        var token = AdminToken();
        Host.Faults.Add(FaultRule.Parse("revoke GET /v1.0/me"));
        var revoked = await GetAsync("/v1.0/me");
        Assert.Equal((401, "InvalidAuthenticationToken"), (revoked.Status, revoked.Code));
        Assert.Contains("revoked", revoked.ErrorMessage, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1.0/organization") { Headers = { Authorization = new("Bearer", token) } };
        Assert.Equal(401, (int)(await Http.SendAsync(again, Stop)).StatusCode);
    }

    private static bool[] Thrown(string options)
    {
        var faults = new FaultSet();
        faults.Add(FaultRule.Parse("503 * .* count=* " + options));
        return [.. Enumerable.Range(0, 1000).Select(_ => faults.Take("Graph", "GET", "/v1.0/me") is not null)];
    }
}
