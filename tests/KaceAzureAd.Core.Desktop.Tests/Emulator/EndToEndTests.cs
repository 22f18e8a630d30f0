using System.Net;
using KaceAzureAd.Checks;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Emulator;

/// <summary>This flavour's own MSAL and Graph SDK against the emulator, over real TLS.</summary>
public sealed class EndToEndTests(EndToEndTests.Connected connected) : IClassFixture<EndToEndTests.Connected>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EmulatorProcess Emulator => connected.Emulator;

    [Fact]
    public async Task A_person_signs_in_by_device_code_and_every_check_of_a_connected_tenant_passes()
    {
        using var session = await ConnectAsync(Emulator, new DeviceCodeSignIn());
        var setting = Emulator.Setting.With(await new OnBoardUriResolver().ResolveAsync(Emulator.Setting, [Emulator.Environment], Emulator.Environment, Cancellation));
        var options = new CheckOptions { Setting = setting, DnsServer = Emulator.Dns };

        Assert.Equal("admin@contoso.example", session.Account);
        AllAreWell(await new CheckService(session).TestPrerequisitesAsync(options, Cancellation));
        AllAreWell(await new CheckService(session).TestConnectionAsync(options, Cancellation));
    }

    [Fact]
    public async Task The_scope_is_set_journalled_and_taken_back()
    {
        using var folder = new TemporaryFolder();
        using var session = await ConnectAsync(Emulator, new DeviceCodeSignIn());
        var setting = Emulator.Setting.With(await new OnBoardUriResolver().ResolveAsync(Emulator.Setting, [Emulator.Environment], Emulator.Environment, Cancellation));
        var (appId, path, scopes) = (setting.AppId!, folder.File("scope.jsonl"), new MdmUserScopeService(session));
        Assert.Equal(MdmUserScope.All, (await scopes.GetAsync(appId, Cancellation)).Scope);

        await Journaling.RunAsync(path, session, "Set-KaceMdmUserScope", () => scopes.SetAsync(appId, MdmUserScope.None, [], Yes, Cancellation));
        Assert.Equal(MdmUserScope.None, (await scopes.GetAsync(appId, Cancellation)).Scope);

        Assert.Equal(UndoStatus.Undone, Assert.Single(await new UndoService(session).UndoAsync(path, false, Yes, Cancellation)).Status);
        Assert.Equal(MdmUserScope.All, (await scopes.GetAsync(appId, Cancellation)).Scope);
    }

    [Fact]
    public async Task A_token_that_was_brought_reads_what_it_may()
    {
        using var session = await ConnectAsync(Emulator, new AccessTokenSignIn(Emulator.AccessToken));

        Assert.Equal(["Organization.Read.All"], session.Scopes);
        AllAreWell(await new CheckService(session).TestPrerequisitesAsync(new CheckOptions { Names = ["TenantReachable"] }, Cancellation));
    }

    [Fact]
    public async Task An_application_signs_in_by_its_secret_and_is_told_a_wrong_one()
    {
        const string automation = "7f3c2a10-5b7e-4c55-9d64-0c0a70500502";
        using var emulator = EmulatorProcess.Start("app-only");
        using var session = await ConnectAsync(emulator, new ClientSecretSignIn(new NetworkCredential("", "contoso-automation-demo-secret").SecurePassword), automation);

        Assert.True(session.IsAppOnly);
        AllAreWell(await new CheckService(session).TestPrerequisitesAsync(new CheckOptions { Names = ["TenantReachable", "EntraLicence"] }, Cancellation));

        var wrong = new ClientSecretSignIn(new NetworkCredential("", "wrong").SecurePassword);
        Assert.Contains("AADSTS7000215", (await Assert.ThrowsAsync<KaceAadException>(() => ConnectAsync(emulator, wrong, automation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_certificate_trusted_the_emulator_gets_no_sign_in()
    {
        var distrustful = KaceAadEnvironment.Create("Distrustful", Emulator.Environment.SignInEndpoint, Emulator.Environment.GraphEndpoint, null);

        await Assert.ThrowsAsync<KaceAadException>(() => KaceAadSession.ConnectAsync(
            new DeviceCodeSignIn(), new SignInRequest(distrustful, Emulator.TenantId, SignInRequest.DefaultClientId, ["User.Read"]), false, Cancellation));
    }

    private static void AllAreWell(IReadOnlyList<KaceAadCheck> checks)
    {
        Assert.NotEmpty(checks);
        Assert.All(checks, c => Assert.True(c.IsWell, $"{c.Name}: {c.Status}, {c.Actual}"));
    }

    private static Task<KaceAadSession> ConnectAsync(EmulatorProcess emulator, SignIn signIn, string clientId = SignInRequest.DefaultClientId) => KaceAadSession.ConnectAsync(
        signIn, new SignInRequest(emulator.Environment, emulator.TenantId, clientId, TenantOperation.ScopesToAskFor(false)), false, Cancellation);

    private static Task<bool> Yes(string target, string action) => Task.FromResult(true);

    /// <summary>An emulator whose tenant is connected.</summary>
    public sealed class Connected : IDisposable
    {
        public EmulatorProcess Emulator { get; } = EmulatorProcess.Start("connected");

        public void Dispose() => Emulator.Dispose();
    }
}
