using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that makes KACE Cloud's settings, with the appId that belongs to them.</summary>
public abstract class SettingCmdlet : AsyncCmdlet
{
    private readonly RunspaceState _state = RunspaceState.Current;

    /// <summary>appId of KACE Cloud's application; without it, it is taken from the MDM On-Board URI or from where that redirects to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("ApplicationId")]
    public string? AppId { get; set; }

    /// <summary>The cloud; without it, that of the runspace's current session, else any that is known.</summary>
    [Parameter]
    [ValidateNotNull]
    [EnvironmentCompleter]
    public EnvironmentArgument? Environment { get; set; }

    private KaceAadEnvironment? Chosen => Environment?.Resolve(_state) ?? _state.Session?.Environment;

    /// <summary>Refuses an environment that is not known, and an appId that is none, before the first settings.</summary>
    private protected void CheckParameters() => _ = (Chosen, AppId is null ? null : KaceAppId.Parse(AppId));

    /// <summary>Adds the appId and writes the settings.</summary>
    private protected async Task WriteAsync(KaceAadSetting setting, CancellationToken cancellationToken) => WriteObject(await CompleteAsync(setting, AppId, cancellationToken));

    /// <summary>Adds the appId that is given, else the one behind the MDM On-Board URI.</summary>
    private protected async Task<KaceAadSetting> CompleteAsync(KaceAadSetting setting, string? appId, CancellationToken cancellationToken)
    {
        if (appId is not null)
        {
            return setting.WithAppId(appId, AppIdSource.Given);
        }

        var environment = Chosen;
        IReadOnlyCollection<KaceAadEnvironment> known = environment is null ? [.. _state.Environments] : [environment];
        return setting.With(await new OnBoardUriResolver().ResolveAsync(setting, known, environment, cancellationToken));
    }
}
