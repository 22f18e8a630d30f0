using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Cmdlets in the real engine against a running emulator, one of each for every test.</summary>
public abstract class CmdletTest : IAsyncLifetime
{
    /// <summary>Signs in as the administrator with every permission, without waiting for a device code.</summary>
    protected const string Connect = "Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read', 'LicenseAssignment.Read.All', 'Policy.Read.DeviceConfiguration', 'GroupMember.Read.All', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All') > $null;";

    /// <summary>KACE Cloud's settings, with the appId given so that nothing is asked for it.</summary>
    protected const string Setting = "$setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId;";

    protected RehearsalSession Session { get; private set; } = null!;

    protected World World => Session.Emulator.World;

    protected Emulator.State.Tenant Contoso => World.FindTenant(Session.Stage.TenantId)!;

    protected string KaceAppId => World.KaceCloud.AppId;

    protected MobilityPolicy KacePolicy => Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected virtual string ScenarioName => "default";

    protected virtual World LoadWorld() => Scenario.Load(ScenarioName);

    /// <summary>How the engine shows and asks; nobody is there to answer unless a test says so.</summary>
    protected virtual EngineOptions Options => new();

    public virtual async ValueTask InitializeAsync() =>
        Session = await RehearsalSession.StartAsync(LoadWorld(), TextWriter.Null, Options, Cancellation);

    public virtual async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected EngineResult Run(string script) => Session.Engine.Invoke(script);

    /// <summary>Runs a script that has to leave no error.</summary>
    protected EngineResult RunWell(string script) => Well(Run(script));

    /// <summary>What a script left, and no error with it.</summary>
    protected static EngineResult Well(EngineResult result)
    {
        Assert.True(result.Errors.Count == 0, string.Join(Environment.NewLine, result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")));
        return result;
    }

    /// <summary>Runs a script that has to leave one error, with this id.</summary>
    protected string RunIntoError(string script, string code) => TheError(Run(script), code);

    /// <summary>The one error that a script left, with this id, and what it advises.</summary>
    protected static string TheError(EngineResult result, string code)
    {
        var error = Assert.Single(result.Errors);
        Assert.Equal("KaceAad." + code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        return error.ToString() + " " + error.ErrorDetails.RecommendedAction;
    }

    /// <summary>The values of one property of what a script writes, as text.</summary>
    protected string[] Values(string script, string property) => [.. RunWell(script).Output.Select(o => $"{o.Properties[property].Value}")];

    /// <summary>Requests to Graph that change something, since the log was cleared.</summary>
    protected IReadOnlyList<RequestLogEntry> Writes => Session.Stage.Writes;
}
