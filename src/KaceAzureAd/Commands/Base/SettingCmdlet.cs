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

    /// <summary>Adds the appId and writes the settings.</summary>
    private protected async Task WriteAsync(KaceAadSetting setting, CancellationToken cancellationToken)
    {
        if (AppId is not null)
        {
            WriteObject(setting.WithAppId(AppId, AppIdSource.Given));
            return;
        }

        var environment = Environment?.Resolve(_state) ?? _state.Session?.Environment;
        IReadOnlyCollection<KaceAadEnvironment> known = environment is null ? [.. _state.Environments] : [environment];
        var found = await new OnBoardUriResolver().ResolveAsync(setting, known, environment, cancellationToken);
        WriteObject(setting.With(found));
    }
}
