using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using KaceAzureAd.Checks;
using KaceAzureAd.Connection;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Core.Tests.Graph;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>
/// What answers in Microsoft Graph's place: the emulator's own answers, damaged on their way to the real SDK. Whatever comes, a check is judged, and a plan is made
/// or refused, by an error of this library.
/// </summary>
public sealed class HostileGraph : IAsyncLifetime
{
    private static readonly string[] Words =
    [
        "\"value\":null", "\"value\":[null]", "\"value\":{}", "\"value\":[]", "\"id\":null", "\"id\":1", "\"appId\":null", "\"@odata.nextLink\":\"https://graph.evil.invalid/x\"", "\"@odata.nextLink\":\"\"", "\"@odata.type\":\"#microsoft.graph.user\"", "\"@odata.count\":-1",
        "\"status\":200", "\"status\":-1", "\"status\":\"200\"", "\"body\":null", "\"body\":[]", "\"body\":\"\"", "\"responses\":null", "\"headers\":null", "\"error\":{}", "\"error\":{\"code\":1,\"message\":[]}", "\"includedGroups\":[null]", "\"appliesTo\":\"all\"",
        "\"isValid\":null", "\"verifiedDomains\":null", "\"displayName\":{}", "\"roleTemplateId\":null", "[{\"a\":", "\"prepaidUnits\":{\"enabled\":-5}", "\"createdDateTime\":\"9999-99-99\"",
    ];

    private EmulatorHost _host = null!;
    private StubService _graph = null!;
    private HttpClient _client = null!;
    private KaceAadSession _session = null!;
    private Func<byte[], byte[]> _damage = bytes => bytes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await EmulatorHost.StartAsync(Scenario.Load("intune-all"), Cancellation);
        _graph = await StubService.StartAsync();
        _client = HttpClients.Create(KaceAadEnvironment.Create("Emulator", new Uri(_host.Origins.SignIn), new Uri(_host.Origins.Graph), _host.TrustedCertificate));
        var token = _host.AccessToken(TestSession.TenantId, "admin@contoso.example", [.. TenantOperation.All.SelectMany(o => o.Scopes).Distinct(StringComparer.Ordinal)]);
        _graph.Answer = async (http, request, _) =>
        {
            using var sent = new HttpRequestMessage(new HttpMethod(request.Method), _host.Origins.Graph + request.Target) { Content = request.Body.Length > 0 ? new StringContent(request.Body, Encoding.UTF8, "application/json") : null };
            sent.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _client.SendAsync(sent, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await http.Response.Body.WriteAsync(_damage(await answer.Content.ReadAsByteArrayAsync(http.RequestAborted)), http.RequestAborted);
        };
        var environment = KaceAadEnvironment.Create("Damaged", new Uri(_host.Origins.SignIn), _graph.Address, _graph.Certificate.Authority);
        _session = await TestSession.OfAsync(TestSession.TenantId, environment, [.. TenantOperation.All.SelectMany(o => o.Scopes)]);
    }

    [Fact]
    public async Task Its_answers_are_judged_or_refused()
    {
        var appId = _host.World.KaceCloud.AppId;
        var setting = KaceAadSetting.Create("https://kace.invalid/tou", "https://kace.invalid/disc", "https://kace.invalid/on").WithAppId(appId, AppIdSource.Given);
        var checks = new CheckService(_session);
        var (judged, planned, refused) = (0, 0, 0);

        await Gen.Select(Damage.Any(Words), Gen.Int[-1, 4]).SampleAsync(
            async (damage, which) =>
            {
                var number = 0;
                _damage = bytes => which < 0 || Interlocked.Increment(ref number) == which + 1 ? damage(bytes) : bytes;
                try
                {
                    // Domains that an answer names would be looked up in the DNS of whoever runs the tests.
                    var results = await checks.TestPrerequisitesAsync(new CheckOptions { AppId = appId, Names = [.. CheckService.PrerequisiteNames.Except(["EnrollmentDns"], StringComparer.Ordinal)] }, Cancellation);
                    results = [.. results, .. await checks.TestConnectionAsync(new CheckOptions { AppId = appId, Names = CheckService.ConnectionNames }, Cancellation)];
                    Assert.All(results, r => Assert.All([r.Message, r.Actual, r.Expected, r.Remediation, r.ToString(), .. r.RequestIds], Ordeal.AssertHarmless));
                    judged++;

                    var options = new ConnectionOptions { Setting = setting };
                    var plan = Planner.Plan(await new ConnectionStateReader(_session, options).ReadAsync(Cancellation), options, DateTimeOffset.UnixEpoch);
                    Assert.All(plan.Steps, s => new[] { s.Action, s.Current, s.Desired, s.Reason, s.Target, s.Instruction, s.ToString() }.ToList().ForEach(Ordeal.AssertHarmless));
                    planned++;
                }
                catch (KaceAadException e)
                {
                    refused++;
                    Ordeal.AssertIsRefusal(e, [.. ErrorCodes.All.Where(c => c != ErrorCodes.Unexpected)]);
                }
            },
            iter: Samples.Of(100), threads: 1);
        Assert.True(judged > 0 && planned > 0 && refused > 0, $"{judged} were judged, {planned} planned, {refused} refused.");
        Assert.All(_graph.Requests, r => Assert.StartsWith("Bearer ", r.Authorization, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _client.Dispose();
        await _graph.DisposeAsync();
        await _host.DisposeAsync();
    }
}
