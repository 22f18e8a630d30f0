using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands;

/// <summary>Lists the clouds that a session can be opened in.</summary>
[Cmdlet(VerbsCommon.Get, "KaceAadEnvironment")]
[OutputType(typeof(KaceAadEnvironment))]
public sealed class GetKaceAadEnvironmentCommand : PSCmdlet
{
    /// <summary>Names or wildcard patterns; every environment without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [EnvironmentCompleter]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var patterns = Name.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToList();
        WriteObject(RunspaceState.Current.Environments.Where(e => patterns.Exists(p => p.IsMatch(e.Name))), enumerateCollection: true);
    }
}
