using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>A session's tokens from the first to the last, with real MSAL.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private EmulatorHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await EmulatorHost.StartAsync(Scenario.Load("connected"), Cancellation);
        _host.SignIn.AutoApproveDeviceCodeAs = "admin@contoso.example";
        _host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Thirty_two_threads_whose_token_ends_renew_it_once()
    {
        _host.SignIn.AccessTokenLifetime = TimeSpan.FromSeconds(2);
        using var session = await ConnectAsync();
        await UntilAsync(() => session.ExpiresOn <= DateTimeOffset.UtcNow);
        _host.SignIn.AccessTokenLifetime = TimeSpan.FromHours(1);
        _host.Log.Clear();

        await AllAtOnceAsync(32, () => new MdmUserScopeService(session).GetAsync(_host.World.KaceCloud.AppId, Cancellation));

        Assert.Equal(32, _host.Log.Entries.Count(e => e is { Origin: "Graph", Status: 200 }));
        Assert.Single(_host.Log.Entries, e => e.Origin == "SignIn" && e.Path.EndsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thirty_two_requests_refused_by_a_claims_challenge_renew_it_once()
    {
        using var session = await ConnectAsync();
        _host.Faults.Add(FaultRule.Parse("401 GET /beta/policies/.* claims count=*"));
        _host.Log.Clear();

        await AllAtOnceAsync(32, () => new MdmUserScopeService(session).GetAsync(_host.World.KaceCloud.AppId, Cancellation));

        Assert.Contains(_host.Log.Entries, e => e is { Origin: "Graph", Status: 401 });
        Assert.Single(_host.Log.Entries, e => e.Origin == "SignIn" && e.Path.EndsWith("/token", StringComparison.Ordinal));
    }

    private static async Task AllAtOnceAsync(int count, Func<Task> work)
    {
        using var start = new Barrier(count);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(async () =>
        {
            start.SignalAndWait(TimeSpan.FromSeconds(30));
            await work();
        }, Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private Task<KaceAadSession> ConnectAsync() => KaceAadSession.ConnectAsync(
        new DeviceCodeSignIn(),
        new SignInRequest(KaceAadEnvironment.Create("Emulator", new Uri(_host.Origins.SignIn), new Uri(_host.Origins.Graph), _host.TrustedCertificate), "contoso.example", null, TenantOperation.ScopesToAskFor(false)),
        false, Cancellation);
}
