using System.Management.Automation;
using System.Security;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Signs in to a tenant and makes the session the runspace's current one.</summary>
[Cmdlet(VerbsCommunications.Connect, "KaceAad", DefaultParameterSetName = BrowserSet)]
[OutputType(typeof(KaceAadSession))]
public sealed class ConnectKaceAadCommand : AsyncCmdlet
{
    private const string BrowserSet = "Browser";
    private const string DeviceCodeSet = "DeviceCode";
    private const string AccessTokenSet = "AccessToken";

    private readonly RunspaceState _state = RunspaceState.Current;

    /// <summary>The tenant's id or one of its verified domains; without it, the account's own tenant.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("Tenant")]
    public string? TenantId { get; set; }

    /// <summary>
    /// appId of the app registration to sign in with; else the environment variable KACEAAD_CLIENT_ID, else Microsoft Graph Command Line Tools.
    /// </summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [ValidateNotNullOrEmpty]
    [Alias("AppId", "ApplicationId")]
    public string? ClientId { get; set; }

    /// <summary>The cloud: Global, USGov, USGovDoD, China, or one made with New-KaceAadEnvironment.</summary>
    [Parameter]
    [ValidateNotNull]
    [EnvironmentCompleter]
    public EnvironmentArgument Environment { get; set; } = new(KaceAadEnvironment.Global);

    /// <summary>Sign in with a code that is typed on a page of any device.</summary>
    [Parameter(ParameterSetName = DeviceCodeSet, Mandatory = true)]
    [Alias("UseDeviceCode", "DeviceAuthentication")]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>An access token for Microsoft Graph that was got elsewhere.</summary>
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>Ask for read permissions only; the session then refuses to change anything.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>How many seconds to wait for the browser.</summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [ValidateRange(10, 3600)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        SignIn signIn = ParameterSetName switch
        {
            DeviceCodeSet => new DeviceCodeSignIn(),
            AccessTokenSet => new AccessTokenSignIn(AccessToken!),
            _ => new BrowserSignIn(new SystemBrowser(), TimeSpan.FromSeconds(TimeoutSec)),
        };
        var client = ClientId ?? (System.Environment.GetEnvironmentVariable("KACEAAD_CLIENT_ID") is { Length: > 0 } fromEnvironment ? fromEnvironment : SignInRequest.DefaultClientId);
        var request = new SignInRequest(Environment.Resolve(_state), TenantId, client, TenantOperation.ScopesToAskFor(ReadOnly));
        var session = await KaceAadSession.ConnectAsync(signIn, request, ReadOnly, cancellationToken);
        _state.Sessions.Add(session);
        _state.Session = session;
        WriteObject(session);
    }
}
