using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Core.Tests.Graph;

/// <summary>Reads that go out together, over real TLS and with the real SDK.</summary>
public sealed class BatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_carries_the_token_in_its_header_and_nowhere_else()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) => StubService.WriteAsync(http, 200, """{ "responses": [] }""");
        using var transport = graph.Transport();
        var batch = new GraphBatch(transport.Beta, transport.Retry);
        var reading = batch.Add(new MobilityPolicyRequests(transport).Get("8d5f6b72-3a94-4c1e-b0d7-6b6163656d01"), MobilityPolicy.Create, TenantOperation.ReadMobilityPolicies);

        await batch.SendAsync(Cancellation);

        var request = Assert.Single(graph.Requests);
        Assert.Equal("Bearer " + StubTokens.Secret, request.Authorization);
        Assert.DoesNotContain(StubTokens.Secret, request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("uthorization", request.Body, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.UnexpectedAnswer, (await reading).Error?.Code);
    }

    [Fact]
    public async Task A_reading_has_the_id_of_its_batch_where_the_item_has_none_of_its_own()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = async (http, request, _) =>
        {
            http.Response.Headers["request-id"] = "batch";
            using var json = System.Text.Json.JsonDocument.Parse(request.Body);
            var ids = json.RootElement.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToArray();
            await StubService.WriteAsync(http, 200, $$"""{ "responses": [ { "id": "{{ids[0]}}", "status": 200, "body": {} }, { "id": "{{ids[1]}}", "status": 404, "body": { "error": { "code": "x", "message": "y", "innerError": { "request-id": "own" } } } } ] }""");
        };
        using var transport = graph.Transport();
        var batch = new GraphBatch(transport.Beta, transport.Retry);
        var readings = Enumerable.Range(0, 3).Select(i => batch.Add(new MobilityPolicyRequests(transport).Get($"{i}"), MobilityPolicy.Create, TenantOperation.ReadMobilityPolicies)).ToList();

        await batch.SendAsync(Cancellation);

        Assert.Equal(["batch", "own", "batch"], (await Task.WhenAll(readings)).Select(r => r.RequestId));
        Assert.Equal([null, ErrorCodes.NotFound, ErrorCodes.UnexpectedAnswer], readings.Select(r => r.Result.Error?.Code));
    }

    [Fact]
    public async Task An_item_of_a_batch_that_cannot_be_read_fails_alone()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = async (http, request, _) =>
        {
            using var json = System.Text.Json.JsonDocument.Parse(request.Body);
            var ids = json.RootElement.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToArray();
            await StubService.WriteAsync(http, 200, $$"""{ "responses": [ { "id": "{{ids[0]}}", "status": 200, "body": { "@odata.count": 1e99 } }, { "id": "{{ids[1]}}", "status": 200, "body": { "id": "a" } } ] }""");
        };
        using var transport = graph.Transport();
        var batch = new GraphBatch(transport.V1, transport.Retry);
        var devices = batch.Add(transport.V1.Devices.ToGetRequestInformation(), DeviceCollectionResponse.CreateFromDiscriminatorValue, TenantOperation.ReadDevices);
        var group = batch.Add(transport.V1.Groups["a"].ToGetRequestInformation(), Group.CreateFromDiscriminatorValue, TenantOperation.ReadGroups);

        await batch.SendAsync(Cancellation);

        Assert.Equal("a", (await group).Value?.Id);
        Assert.Equal(ErrorCodes.UnexpectedAnswer, (await devices).Error?.Code);
    }

    [Fact]
    public async Task More_reads_than_a_batch_takes_go_out_in_several_and_words_of_the_address_do_not_matter()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = async (http, request, _) =>
        {
            using var json = System.Text.Json.JsonDocument.Parse(request.Body);
            var answers = json.RootElement.GetProperty("requests").EnumerateArray().Select(r => $$"""{ "id": "{{r.GetProperty("id").GetString()}}", "status": 200, "headers": { "Content-Type": "application/json" }, "body": { "displayName": "{{r.GetProperty("url").GetString()}}" } }""");
            await StubService.WriteAsync(http, 200, $$"""{ "responses": [{{string.Join(',', answers.Reverse())}}] }""");
        };
        using var transport = graph.Transport();
        var batch = new GraphBatch(transport.V1, transport.Retry);
        var readings = Enumerable.Range(0, 45).Select(i => batch.Add(
            transport.V1.ServicePrincipals[$"beta-v1.0-{i}"].ToGetRequestInformation(), ServicePrincipal.CreateFromDiscriminatorValue, TenantOperation.ReadApplications)).ToList();

        await batch.SendAsync(Cancellation);

        Assert.Equal(3, graph.Requests.Count);
        Assert.Equal(Enumerable.Range(0, 45).Select(i => $"/servicePrincipals/beta-v1.0-{i}"), (await Task.WhenAll(readings)).Select(r => r.Value?.DisplayName));
    }
}
