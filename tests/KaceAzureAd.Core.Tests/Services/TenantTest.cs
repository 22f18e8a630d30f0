using System.Net;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Core.Tests.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Services;

/// <summary>Core's services as the cmdlets call them, through the real Graph SDK and over TLS, against an emulated tenant of its own for every test.</summary>
public abstract class TenantTest(string scenario = "default") : IAsyncLifetime
{
    protected const string TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";
    protected const string Admin = "admin@contoso.example";
    protected const string Intune = "0000000a-0000-0000-c000-000000000000";
    protected const string OldAppId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500402";
    protected const string Pilot = "7f3c2a10-5b7e-4c55-9d64-0c0a70500201";
    protected const string Nobody = "7f3c2a10-5b7e-4c55-9d64-0c0a70500205";

    protected static readonly string[] AllScopes = [.. TenantOperation.ScopesToAskFor(readOnly: false, includeOptional: true)];

    /// <summary>One look, and no waiting.</summary>
    internal static readonly Replication AtOnce = Replication.Default with { Limit = TimeSpan.Zero };

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected EmulatorHost Host { get; private set; } = null!;

    /// <summary>An administrator's, with every permission.</summary>
    protected KaceAadSession Session { get; private set; } = null!;

    protected World World => Host.World;

    protected Emulator.State.Tenant Contoso => World.FindTenant(TenantId)!;

    protected string KaceAppId => World.KaceCloud.AppId;

    protected MobilityPolicy KacePolicy => Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId);

    protected ServicePrincipal? KaceApp => Contoso.ServicePrincipals.SingleOrDefault(s => s.AppId == KaceAppId);

    protected ServicePrincipal GraphApp => Contoso.ServicePrincipals.Single(s => s.AppId == "00000003-0000-0000-c000-000000000000");

    /// <summary>What was asked before changes, and the answer to all of it.</summary>
    internal Questions Asked { get; } = new();

    protected KaceAadSetting Setting => KaceAadSetting.Create(Kace("TermsOfUse"), Kace("EnrollmentServer/Discovery.svc"), Kace("onboard")).WithAppId(KaceAppId, AppIdSource.Given);

    /// <summary>Requests to Graph that change something.</summary>
    protected IReadOnlyList<RequestLogEntry> Writes => [.. Host.Log.Entries.Where(e => e is { Origin: "Graph", Method: not "GET" } && !e.Path.EndsWith("/$batch", StringComparison.Ordinal))];

    public virtual async ValueTask InitializeAsync()
    {
        Host = await EmulatorHost.StartAsync(Scenario.Load(scenario), Cancellation);
        Session = await SessionAsync(Admin, scopes: AllScopes);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A session by a token of this user with these permissions.</summary>
    protected Task<KaceAadSession> SessionAsync(string upn, bool readOnly = false, params string[] scopes) => SessionOfAsync(Host.AccessToken(TenantId, upn, scopes), readOnly);

    protected Task<KaceAadSession> SessionOfAsync(string token, bool readOnly = false) => KaceAadSession.ConnectAsync(
        new AccessTokenSignIn(new NetworkCredential("", token).SecurePassword),
        new SignInRequest(KaceAadEnvironment.Create("Emulator", new Uri(Host.Origins.SignIn), new Uri(Host.Origins.Graph), Host.TrustedCertificate), TenantId, null, []), readOnly, Cancellation);

    /// <summary>An address of the customer's at KACE Cloud.</summary>
    protected string Kace(string path) => $"{Host.Origins.KaceCloud}/contoso/{path}";

    /// <summary>The work has to fail in this way, and what it says is given back.</summary>
    protected static async Task<KaceAadException> FailsAsync(ErrorCode code, Func<Task> work)
    {
        var error = await Assert.ThrowsAsync<KaceAadException>(work);
        Assert.Equal(code, error.Code);
        Assert.False(string.IsNullOrWhiteSpace(error.RecommendedAction));
        Assert.NotNull(error.Target);
        return error;
    }

    /// <summary>The changes that are made from here on, in this test.</summary>
    internal static RecordedChanges Record()
    {
        var changes = new RecordedChanges();
        ChangeRecorder.Current = changes;
        return changes;
    }

    /// <summary>What the operation tells from here on, in this test.</summary>
    internal static ToldLog Listen() => ToldLog.Listen();

    /// <summary>The person who is asked before changes.</summary>
    internal sealed class Questions
    {
        public bool Answer { get; set; } = true;

        public List<string> Texts { get; } = [];

        public Task<bool> ConfirmAsync(string target, string action)
        {
            Texts.Add($"{target}: {action}");
            return Task.FromResult(Answer);
        }
    }
}
