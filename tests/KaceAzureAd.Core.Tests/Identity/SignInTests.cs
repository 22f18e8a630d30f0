using KaceAzureAd.Checks;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.Visitor;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>Signing in with real MSAL against the emulated sign-in service.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Admin = "admin@contoso.example";
    private const string Password = "Demo-Admin-1";

    private EmulatorHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private KaceAadEnvironment Environment => KaceAadEnvironment.Create("Emulator", new Uri(_host.Origins.SignIn), new Uri(_host.Origins.Graph), _host.TrustedCertificate);

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(Scenario.Load("connected"), Cancellation);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_browser_signs_in_and_the_session_works()
    {
        using var session = await ConnectAsync(new BrowserSignIn(new Person(_host), TimeSpan.FromSeconds(30)));

        Assert.Equal(Admin, session.Account);
        Assert.Equal(SignInMethod.Browser, session.SignInMethod);
        Assert.All(TenantOperation.All.Where(o => !o.IsOptional), o => Assert.True(session.Allows(o), o.Name));
        Assert.All(await new CheckService(session).TestPrerequisitesAsync(new CheckOptions { DnsServer = _host.Dns }, Cancellation), c => Assert.Equal(CheckStatus.Passed, c.Status));
    }

    [Fact]
    public async Task A_read_only_session_can_read_all_that_the_checks_look_at()
    {
        using var session = await ConnectAsync(new BrowserSignIn(new Person(_host), TimeSpan.FromSeconds(30)), readOnly: true);

        Assert.DoesNotContain(session.Scopes, s => s.Contains("ReadWrite", StringComparison.Ordinal));
        Assert.All(
            await new CheckService(session).TestConnectionAsync(new CheckOptions { AppId = _host.World.KaceCloud.AppId, Names = ["EnterpriseApplication", "MobilityPolicy", "MdmUserScope", "Consent"] }, Cancellation),
            c => Assert.Equal(CheckStatus.Passed, c.Status));
        Assert.All(
            await new CheckService(session).TestPrerequisitesAsync(new CheckOptions { DnsServer = _host.Dns }, Cancellation),
            c => Assert.Equal(c.Name == "GrantedPermissions" ? CheckStatus.Failed : CheckStatus.Passed, c.Status));
    }

    [Fact]
    public async Task Who_cancels_in_the_browser_is_told_what_to_do()
    {
        var error = await Assert.ThrowsAsync<KaceAadException>(() => ConnectAsync(new BrowserSignIn(new Person(_host) { Accepts = false }, TimeSpan.FromSeconds(30))));

        Assert.Equal(ErrorCodes.SignInFailed, error.Code);
        Assert.Contains("65004", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_browser_ends_in_time()
    {
        var error = await Assert.ThrowsAsync<KaceAadException>(() => ConnectAsync(new BrowserSignIn(new Nobody(), TimeSpan.FromSeconds(1))));

        Assert.Equal(ErrorCodes.SignInTimedOut, error.Code);
        Assert.Contains("-DeviceCode", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_code_that_is_declined_is_said_so()
    {
        _host.SignIn.AutoApproveDeviceCodeAs = "user@contoso.example";
        _host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);

        Assert.Equal(ErrorCodes.SignInFailed, (await Assert.ThrowsAsync<KaceAadException>(() => ConnectAsync(new DeviceCodeSignIn()))).Code);
    }

    [Fact]
    public async Task A_tenant_that_is_not_known_is_named_with_the_correlation_id()
    {
        var error = await Assert.ThrowsAsync<KaceAadException>(() => KaceAadSession.ConnectAsync(
            new DeviceCodeSignIn(), new SignInRequest(Environment, "11111111-2222-3333-4444-555555555555", SignInRequest.DefaultClientId, ["User.Read"]), false, Cancellation));

        Assert.Contains("AADSTS90002", error.Message, StringComparison.Ordinal);
        Assert.Contains("-TenantId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(error.RequestId, out _));
    }

    [Fact]
    public async Task A_token_that_expires_is_renewed_without_asking()
    {
        _host.SignIn.AutoApproveDeviceCodeAs = Admin;
        _host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        _host.SignIn.AccessTokenLifetime = TimeSpan.FromSeconds(2);
        using var session = await ConnectAsync(new DeviceCodeSignIn());
        var first = session.ExpiresOn;

        await Task.Delay(TimeSpan.FromSeconds(2.5), Cancellation);
        _host.SignIn.AccessTokenLifetime = TimeSpan.FromHours(1);

        Assert.Equal(CheckStatus.Passed, (await new CheckService(session).TestPrerequisitesAsync(new CheckOptions { Names = ["TenantReachable"] }, Cancellation))[0].Status);
        Assert.True(session.ExpiresOn > first);
    }

    [Fact]
    public async Task A_session_that_was_disconnected_asks_for_nothing_more()
    {
        _host.SignIn.AutoApproveDeviceCodeAs = Admin;
        _host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        var session = await ConnectAsync(new DeviceCodeSignIn());
        session.Dispose();
        _host.Log.Clear();

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new CheckService(session).TestPrerequisitesAsync(new CheckOptions { DnsServer = _host.Dns }, Cancellation));

        Assert.Equal(ErrorCodes.SessionDisconnected, error.Code);
        Assert.Empty(_host.Log.Entries);
    }

    private Task<KaceAadSession> ConnectAsync(SignIn signIn, bool readOnly = false) => KaceAadSession.ConnectAsync(
        signIn, new SignInRequest(Environment, "contoso.example", SignInRequest.DefaultClientId, TenantOperation.ScopesToAskFor(readOnly)), readOnly, Cancellation);

    /// <summary>The person at the browser, on the emulator's real pages.</summary>
    private sealed class Person(EmulatorHost host) : IBrowser
    {
        public bool Accepts { get; init; } = true;

        public Task OpenAsync(Uri page, CancellationToken cancellationToken)
        {
            _ = Task.Run(async () =>
            {
                using var visitor = new PageVisitor(host.TrustedCertificate) { ConsentForOrganization = true };
                await visitor.SignInAndAcceptAsync(page, Admin, Password, Accepts, cancellationToken);
            }, cancellationToken);
            return Task.CompletedTask;
        }
    }

    private sealed class Nobody : IBrowser
    {
        public Task OpenAsync(Uri page, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
