using System.Diagnostics;
using System.Text.Json;
using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>The service answers, and its answer arrives broken.</summary>
public sealed class BrokenAnswerTests : GraphTestBase
{
    private const string Me = "/v1.0/me";

    [Fact]
    public async Task Half_of_an_answer_may_come_as_though_it_were_all()
    {
        var whole = (await GetAsync(Me)).Text;
        Add("pass GET /v1.0/me half");
        var half = await GetAsync(Me);
        Assert.Equal((200, whole[..(whole.Length / 2)]), (half.Status, half.Text));
        Assert.Equal("application/json", half.Message.Content.Headers.ContentType!.MediaType);
        Assert.Single(half.Message.Headers.GetValues("request-id"));
    }

    [Fact]
    public async Task An_answer_may_be_no_JSON_any_more()
    {
        Add("pass GET /v1.0/me garbled");
        var garbled = await GetAsync(Me);
        Assert.Equal(200, garbled.Status);
        Assert.ThrowsAny<JsonException>(() => garbled.Json);
    }

    [Fact]
    public async Task What_acts_and_answers_without_a_body_stays_as_it_is()
    {
        await AddKaceAsync();
        Add("pass PATCH /beta/policies/.* half");
        Assert.Equal(204, (await PatchPolicyAsync(new { appliesTo = "all" })).Status);
        Assert.Equal("all", KacePolicy.AppliesTo);
        Assert.Equal(1, Host.Faults.Hits);
    }

    [Fact]
    public async Task The_services_own_answer_may_be_cut_or_come_slowly()
    {
        var whole = (await GetAsync(Me)).Text;
        Add("pass GET /v1.0/me truncated");
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(Me));

        Add("pass GET /v1.0/me pace=20");
        var clock = Stopwatch.StartNew();
        Assert.Equal(whole, (await GetAsync(Me)).Text);
        Assert.True(clock.ElapsedMilliseconds > 100, $"it came within {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task A_length_may_be_too_great() =>
        await WithAsync("pass GET /v1.0/me length=5", () => Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(Me)));

    [Fact]
    public async Task A_length_may_be_too_small_and_the_rest_follows_unannounced()
    {
        var whole = (await GetAsync(Me)).Text;
        Add("pass GET /v1.0/me length=-5");
        using var wire = await RawAsync(Me);
        var text = await wire.ReadToSilenceAsync();
        Assert.Contains($"Content-Length: {whole.Length - 5}\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + whole, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass GET /v1.0/groups nextlink=https://elsewhere.example/page", "https://elsewhere.example/page")]
    [InlineData("pass GET /v1.0/groups nextlink=self", null)]
    public async Task A_page_may_name_any_next_one(string fault, string? link)
    {
        Add(fault + " count=2");
        var page = await GetAsync("/v1.0/groups");
        Assert.NotEmpty(page.Items);
        Assert.Equal(link ?? Host.Origins.Graph + "/v1.0/groups", (string?)page.Json["@odata.nextLink"]);

        var batch = await SendAsync("POST", "/v1.0/$batch", new { requests = new[] { new { id = "1", method = "GET", url = "/groups" } } });
        Assert.Equal(link ?? Host.Origins.Graph + "/v1.0/groups", (string?)batch.Json["responses"]![0]!["body"]!["@odata.nextLink"]);
    }

    private async Task WithAsync(string fault, Func<Task> test)
    {
        Add(fault);
        await test();
    }

    private void Add(string fault) => Host.Faults.Add(FaultRule.Parse(fault));

    private async Task<RawConnection> RawAsync(string path)
    {
        var wire = await RawConnection.OpenAsync(new Uri(Host.Origins.Graph), Host.TrustedCertificate, Stop);
        await wire.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AdminToken()}\r\n\r\n");
        return wire;
    }
}
