using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Core.Tests.Graph;

/// <summary>The transport against a service that answers as Graph never should, over real TLS and with the real SDK.</summary>
public sealed class TransportTests
{
    private const string OnePolicy = """{ "id": "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", "appliesTo": "all", "isValid": true }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Change SomeChange => new(ChangeKind.MdmUserScope, [], null, null, "");

    [Fact]
    public async Task A_next_link_to_another_host_gets_no_request_and_no_token()
    {
        await using var graph = await StubService.StartAsync();
        await using var other = await StubService.StartAsync(graph.Certificate);
        graph.Answer = (http, _, _) => StubService.WriteAsync(http, 200, $$"""{ "value": [], "@odata.nextLink": "{{other.Address}}beta/more" }""");
        using var transport = graph.Transport();

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).List().ReadAsync(transport.Beta, Cancellation));

        Assert.Equal(ErrorCodes.UntrustedHost, error.Code);
        Assert.Single(graph.Requests);
        Assert.Empty(other.Requests);
        Assert.DoesNotContain(StubTokens.Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_followed_also_past_an_empty_one_and_pages_without_end_are_an_error()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, before) => StubService.WriteAsync(http, 200, before switch
        {
            0 => $$"""{ "value": [{{OnePolicy}}], "@odata.nextLink": "{{graph.Address}}beta/2" }""",
            1 => $$"""{ "value": [], "@odata.nextLink": "{{graph.Address}}beta/3" }""",
            _ => $$"""{ "value": [{{OnePolicy}}] }""",
        });
        using var transport = graph.Transport();
        Assert.Equal(2, (await new MobilityPolicyRequests(transport).List().ReadAsync(transport.Beta, Cancellation)).Count);
        Assert.Equal(["/beta/2", "/beta/3"], graph.Requests.Skip(1).Select(r => r.Target));

        graph.Answer = (http, _, _) => StubService.WriteAsync(http, 200, $$"""{ "value": [], "@odata.nextLink": "{{graph.Address}}beta/again" }""");
        var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).List().ReadAsync(transport.Beta, Cancellation));
        Assert.Equal(ErrorCodes.UnexpectedAnswer, error.Code);
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "value": null }""")]
    public async Task A_page_without_a_list_is_not_taken_for_an_empty_one(string page)
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, before) => StubService.WriteAsync(http, 200, before == 0 ? $$"""{ "value": [], "@odata.nextLink": "{{graph.Address}}beta/2" }""" : page);
        using var transport = graph.Transport();
        var policies = new MobilityPolicyRequests(transport);

        Assert.Equal(ErrorCodes.UnexpectedAnswer, (await Assert.ThrowsAsync<KaceAadException>(() => policies.List().ReadAsync(transport.Beta, Cancellation))).Code);
        Assert.Equal(ErrorCodes.UnexpectedAnswer, (await Assert.ThrowsAsync<KaceAadException>(() => policies.List().ReadAsync(transport.Beta, Cancellation))).Code);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>proxy</html>", "UnexpectedAnswer")]
    [InlineData(200, "application/json", "", "UnexpectedAnswer")]
    [InlineData(200, "application/json", """{ "id": """, "UnexpectedAnswer")]
    [InlineData(400, "application/json", """{ "error": { "code": "Request_BadRequest", "message": "no" } }""", "RequestRefused")]
    [InlineData(400, "application/json", """{ "error": { "code": "AadPremiumLicenseRequired", "message": "no" } }""", "LicenceRequired")]
    [InlineData(403, "application/json", """{ "error": { "code": "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "message": "no" } }""", "LicenceRequired")]
    [InlineData(400, "application/json", """{ "error": { "code": "NoBackingApplicationObject", "message": "no" } }""", "AppNotFound")]
    [InlineData(400, "application/json", """{ "error": { "code": "Request_BadRequest", "message": "Permission being assigned already exists on the object" } }""", "AlreadyExists")]
    [InlineData(400, "application/json", """{ "error": { "code": "Request_MultipleObjectsWithSameKeyValue", "message": "EntitlementGrant entry already exists." } }""", "AlreadyExists")]
    [InlineData(401, "application/json", """{ "error": { "code": "Unauthorized", "message": "Unsupported app-only call." } }""", "DelegatedSessionRequired")]
    [InlineData(401, "application/json", "", "SignInRequired")]
    [InlineData(403, "application/json", """{ "error": { "code": "", "message": "" } }""", "AccessDenied")]
    [InlineData(404, "application/json", """{ "error": { "code": "Request_ResourceNotFound", "message": "no" } }""", "NotFound")]
    [InlineData(409, "application/json", """{ "error": { "code": "Request_MultipleObjectsWithSameKeyValue", "message": "no" } }""", "AlreadyExists")]
    [InlineData(429, "application/json", "", "Throttled")]
    [InlineData(500, "text/html", "<html>oops</html>", "ServiceUnavailable")]
    [InlineData(503, "application/json", "", "ServiceUnavailable")]
    public async Task Every_answer_that_is_no_success_is_one_error(int status, string type, string body, string code)
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) =>
        {
            http.Response.Headers["request-id"] = "3f0c";
            return StubService.WriteAsync(http, status, body, type);
        };
        using var transport = graph.Transport();

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).GetAsync("x", Cancellation));

        // An HTML page with an error status may be told as either; what matters is that it is no success.
        Assert.Equal(code == "ServiceUnavailable" && type == "text/html" ? error.Code.Name : code, error.Code.Name);
        Assert.Equal(status, error.HttpStatus);
        Assert.Equal("3f0c", error.RequestId);
    }

    [Fact]
    public async Task A_denied_request_names_permissions_and_roles()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) => StubService.WriteAsync(http, 403, """{ "error": { "code": "Authorization_RequestDenied", "message": "Insufficient privileges." } }""");
        using var transport = graph.Transport();

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).UpdateAsync("x", new JsonObject { ["appliesTo"] = "all" }, SomeChange, Cancellation));

        Assert.All(TenantOperation.WriteMobilityPolicies.Scopes, s => Assert.Contains(s, error.Message, StringComparison.Ordinal));
        Assert.All(TenantOperation.WriteMobilityPolicies.Roles, r => Assert.Contains(r.Name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_does_not_say_what_it_changes_is_not_sent()
    {
        await using var graph = await StubService.StartAsync();
        using var transport = graph.Transport();

        await Assert.ThrowsAsync<InvalidOperationException>(() => transport.V1.ServicePrincipals["x"].DeleteAsync(cancellationToken: Cancellation));

        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task A_write_that_is_throttled_is_sent_again_with_its_whole_body()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, before) => before < 2 ? StubService.WriteAsync(http, 429, "") : NoContent(http);
        using var transport = graph.Transport();

        await new MobilityPolicyRequests(transport).UpdateAsync("x", new JsonObject { ["appliesTo"] = "all" }, SomeChange, Cancellation);

        Assert.Equal(3, graph.Requests.Count);
        Assert.All(graph.Requests, r => Assert.Equal("""{"appliesTo":"all"}""", r.Body));

        static Task NoContent(HttpContext http)
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_claims_challenge_is_answered_once()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) =>
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"";
            return StubService.WriteAsync(http, 401, """{ "error": { "code": "InvalidAuthenticationToken", "message": "Continuous access evaluation." } }""");
        };
        var tokens = new StubTokens();
        using var transport = graph.Transport(tokens);

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).GetAsync("x", Cancellation));

        Assert.Equal(ErrorCodes.SignInRequired, error.Code);
        Assert.Equal(["{\"access_token\":{}}"], tokens.Challenges);
        Assert.Equal(2, graph.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_or_does_not_go_on_ends_in_time()
    {
        await using var graph = await StubService.StartAsync();
        using var transport = graph.Transport(answerLimit: TimeSpan.FromMilliseconds(300));
        foreach (var body in new[] { "", "{ \"id\": " })
        {
            graph.Answer = async (http, _, _) =>
            {
                if (body.Length > 0)
                {
                    http.Response.ContentType = "application/json";
                    await http.Response.WriteAsync(body, http.RequestAborted);
                    await http.Response.Body.FlushAsync(http.RequestAborted);
                }

                await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
            };
            var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).GetAsync("x", Cancellation));
            Assert.Equal(ErrorCodes.TimedOut, error.Code);
        }
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_trusts_is_not_talked_to()
    {
        await using var graph = await StubService.StartAsync();
        using var otherAuthority = Emulator.Hosting.LoopbackCertificate.Create();
        foreach (var trusted in new[] { null, otherAuthority.Authority })
        {
            using var transport = new GraphTransport(KaceAadEnvironment.Create("Stub", graph.Address, graph.Address, trusted), new StubTokens(), StubService.Quick);
            var error = await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(transport).GetAsync("x", Cancellation));
            Assert.Equal(ErrorCodes.ConnectionFailed, error.Code);
        }

        using var wrongName = new GraphTransport(graph.Environment("127.0.0.2"), new StubTokens(), StubService.Quick);
        Assert.Equal(ErrorCodes.ConnectionFailed, (await Assert.ThrowsAsync<KaceAadException>(() => new MobilityPolicyRequests(wrongName).GetAsync("x", Cancellation))).Code);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public void Retries_are_bounded_in_number_and_in_time()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(7), policy.DelayBefore(0, new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))));
        Assert.Null(policy.DelayBefore(0, new RetryConditionHeaderValue(TimeSpan.FromSeconds(11))));
        Assert.InRange(policy.DelayBefore(0, new RetryConditionHeaderValue(DateTimeOffset.UtcNow.AddSeconds(5)))!.Value.TotalSeconds, 3, 5);

        // A time is by the service's clock, which may be an hour off.
        var theirs = DateTimeOffset.UtcNow.AddHours(-1);
        Assert.Equal(TimeSpan.FromSeconds(5), policy.DelayBefore(0, new RetryConditionHeaderValue(theirs.AddSeconds(5)), theirs));
        for (var retry = 0; retry < 3; retry++)
        {
            Assert.InRange(policy.DelayBefore(retry, null)!.Value.TotalSeconds, 0.5 * (1 << retry), 1 << retry);
        }

        Assert.Null(policy.DelayBefore(3, null));
        Assert.True(Enumerable.Range(0, 20).Select(_ => policy.DelayBefore(2, null)).Distinct().Count() > 1, "There is no jitter.");
    }

    [Theory]
    [InlineData("""{ "id": "a", "appliesTo": "selected", "isValid": false, "includedGroups": [ { "id": "g", "displayName": "G" } ] }""")]
    [InlineData("""{ "value": { "id": "a", "appliesTo": "selected", "isValid": false, "includedGroups": [ { "id": "g", "displayName": "G" } ], "somethingNew": { "x": 1 } } }""")]
    public async Task A_policy_is_read_plain_and_wrapped(string body)
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) => StubService.WriteAsync(http, 200, body);
        using var transport = graph.Transport();

        var policy = await new MobilityPolicyRequests(transport).GetAsync("a", Cancellation);

        Assert.Equal(("a", false, MdmUserScope.Some, "G"), (policy.Id, policy.IsValid, KaceMdmUserScope.ScopeOf(policy), KaceMdmUserScope.GroupsOf(policy)[0].DisplayName));
    }
}
