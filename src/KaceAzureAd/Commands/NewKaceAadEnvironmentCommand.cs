using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands;

/// <summary>Makes an environment beside Microsoft's clouds and makes it known by its name in this runspace.</summary>
[Cmdlet(VerbsCommon.New, "KaceAadEnvironment")]
[OutputType(typeof(KaceAadEnvironment))]
public sealed class NewKaceAadEnvironmentCommand : PSCmdlet
{
    /// <summary>A name that none of Microsoft's clouds has.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Where users sign in: an https address without path.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [Alias("LoginEndpoint")]
    public Uri? SignInEndpoint { get; set; }

    /// <summary>Where Microsoft Graph is: an https address without path and version.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    public Uri? GraphEndpoint { get; set; }

    /// <summary>A certificate authority to trust for this environment, instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? TrustedCertificate { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var environment = KaceAadEnvironment.Create(Name, SignInEndpoint!, GraphEndpoint!, TrustedCertificate);
            RunspaceState.Current.Add(environment);
            WriteObject(environment);
        }
        catch (KaceAadException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
    }
}
