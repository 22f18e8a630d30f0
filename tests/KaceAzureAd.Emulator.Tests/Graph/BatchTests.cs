using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>facts.md 7.2.</summary>
public sealed class BatchTests : GraphTestBase
{
    [Fact]
    public async Task Each_item_has_its_own_answer_and_log_entry()
    {
        var responses = await BatchAsync("v1.0", Item("1", "GET", "/me"), Item("2", "GET", "/groups/nobody"), Item("3", "GET", "subscribedSkus?$select=skuId"));
        Assert.Equal([200, 404, 200], responses.Select(r => (int)r["status"]!));
        Assert.Equal("admin@contoso.example", (string?)responses[0]["body"]!["userPrincipalName"]);
        Assert.Equal("application/json", (string?)responses[0]["headers"]!["Content-Type"]);
        Assert.Equal("Request_ResourceNotFound", (string?)responses[1]["body"]!["error"]!["code"]);

        var items = Host.Log.Entries.Where(e => e.IsBatchItem).ToList();
        Assert.Equal(["/v1.0/groups/nobody", "/v1.0/me", "/v1.0/subscribedSkus?$select=skuId"], items.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.All(items, e => Assert.Equal(("GET", "Graph"), (e.Method, e.Origin)));
        Assert.All(items, e => Assert.True(e.Started <= e.Ended));
        var outer = Host.Log.Entries.Single(e => !e.IsBatchItem);
        Assert.Equal(("POST", "/v1.0/$batch", 200), (outer.Method, outer.Path, outer.Status));
    }

    [Fact]
    public async Task The_version_of_the_batch_is_that_of_its_items()
    {
        const string Path = "/policies/mobileDeviceManagementPolicies";
        Assert.Equal(400, (int)(await BatchAsync("v1.0", Item("1", "GET", Path)))[0]["status"]!);
        Assert.Equal(200, (int)(await BatchAsync("beta", Item("1", "GET", Path)))[0]["status"]!);
        Assert.Equal(400, (int)(await BatchAsync("beta", Item("1", "GET", "/beta" + Path)))[0]["status"]!);
    }

    [Fact]
    public async Task What_depends_on_a_failure_is_not_done()
    {
        await AddKaceAsync();
        var path = $"/policies/mobileDeviceManagementPolicies/{KaceAppId}";
        var responses = await BatchAsync(
            "beta",
            Write("1", "PATCH", path, new JsonObject { ["appliesTo"] = "selected" }),
            Write("2", "PATCH", path, new JsonObject { ["description"] = "no" }, "1"),
            Write("3", "PATCH", path, new JsonObject { ["termsOfUseUrl"] = "https://a.example/" }),
            Write("4", "PATCH", path, new JsonObject { ["appliesTo"] = "all" }, "3"));
        Assert.Equal([400, 424, 204, 204], responses.Select(r => (int)r["status"]!));
        Assert.Equal((null, "all"), (KacePolicy.Description, KacePolicy.AppliesTo));
    }

    [Fact]
    public async Task A_body_needs_its_content_type()
    {
        var item = Write("1", "POST", "/servicePrincipals", new JsonObject { ["appId"] = KaceAppId });
        item.Remove("headers");
        Assert.Equal(400, (int)(await BatchAsync("v1.0", item))[0]["status"]!);
        Assert.Equal(201, (int)(await BatchAsync("v1.0", Write("1", "POST", "/servicePrincipals", new JsonObject { ["appId"] = KaceAppId })))[0]["status"]!);
    }

    [Fact]
    public async Task A_count_is_a_number()
    {
        var item = Item("1", "GET", $"/groups/{Pilot}/transitiveMembers/$count");
        item["headers"] = new JsonObject { ["ConsistencyLevel"] = "eventual" };
        Assert.Equal(2, (int)(await BatchAsync("v1.0", item))[0]["body"]!);
    }

    [Fact]
    public async Task A_batch_of_a_wrong_form_is_refused_whole()
    {
        var tooMany = Enumerable.Range(0, 21).Select(i => Item($"{i}", "GET", "/me")).ToArray();
        foreach (var requests in new JsonObject[][]
        {
            tooMany, [], [Item("1", "GET", "/me"), Item("1", "GET", "/me")], [Item("1", "GET", "https://localhost/v1.0/me")],
            [Write("1", "PATCH", "/me", [], "2"), Item("2", "GET", "/me")], [new JsonObject { ["id"] = "1" }],
        })
        {
            Assert.Equal(400, (await SendAsync("POST", "/v1.0/$batch", Body(requests))).Status);
        }

        Assert.Equal(400, (await SendAsync("POST", "/v1.0/$batch", "{}")).Status);
        Assert.DoesNotContain(Host.Log.Entries, e => e.IsBatchItem);
        Assert.Equal(200, (await SendAsync("POST", "/v1.0/$batch", Body(tooMany[..20]))).Status);
    }

    [Fact]
    public async Task The_batch_takes_a_token_and_each_item_its_permission()
    {
        Assert.Equal(401, (await SendAsync("POST", "/v1.0/$batch", Body(Item("1", "GET", "/me")), token: "")).Status);
        var answer = await SendAsync("POST", "/v1.0/$batch", Body(Item("1", "GET", "/me"), Item("2", "GET", "/groups")), Token(Admin, "User.Read"));
        Assert.Equal([200, 403], answer.Json["responses"]!.AsArray().OrderBy(r => (string?)r!["id"], StringComparer.Ordinal).Select(r => (int)r!["status"]!));
    }

    [Fact]
    public async Task One_item_is_throttled_inside_a_batch_that_succeeds()
    {
        Host.Faults.Add(Faults.FaultRule.Parse("429 GET /v1.0/me retry-after=7"));
        Host.Faults.Add(Faults.FaultRule.Parse("502 GET /v1.0/domains html"));
        var responses = await BatchAsync("v1.0", Item("1", "GET", "/me"), Item("2", "GET", "/organization"), Item("3", "GET", "/domains"));
        Assert.Equal([429, 200, 502], responses.Select(r => (int)r["status"]!));
        Assert.Equal("7", (string?)responses[0]["headers"]!["Retry-After"]);
        Assert.Equal("text/html", (string?)responses[2]["headers"]!["Content-Type"]);
        Assert.Contains("<html>", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)responses[2]["body"]!)), StringComparison.Ordinal);
        Assert.Equal(429, Host.Log.Entries.Single(e => e.Path == "/v1.0/me").Status);
    }

    private static JsonObject Item(string id, string method, string url) => new() { ["id"] = id, ["method"] = method, ["url"] = url };

    private static JsonObject Write(string id, string method, string url, JsonObject body, params string[] dependsOn)
    {
        var item = Item(id, method, url);
        item["headers"] = new JsonObject { ["Content-Type"] = "application/json" };
        item["body"] = body;
        item["dependsOn"] = new JsonArray([.. dependsOn.Select(d => (JsonNode)d)]);
        return item;
    }

    private static JsonObject Body(params JsonObject[] requests) => new() { ["requests"] = new JsonArray([.. requests.Select(r => r.DeepClone())]) };

    /// <summary>The answers in the order of their ids.</summary>
    private async Task<JsonObject[]> BatchAsync(string version, params JsonObject[] requests)
    {
        var answer = await SendAsync("POST", $"/{version}/$batch", Body(requests));
        Assert.Equal(200, answer.Status);
        return [.. answer.Json["responses"]!.AsArray().Select(r => r!.AsObject()).OrderBy(r => (string?)r["id"], StringComparer.Ordinal)];
    }
}
