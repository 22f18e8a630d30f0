using System.Management.Automation;
using System.Net;
using System.Security;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.KaceCloud;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Emulator.Visitor;

namespace KaceAzureAd.Rehearsal;

/// <summary>What a rehearsed script finds as <c>$Rehearsal</c>: the emulated services, and the people who click on their pages.</summary>
public sealed class RehearsalStage
{
    private const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

    private readonly EmulatorHost _emulator;
    private readonly TextWriter _output;
    private readonly Dictionary<string, RehearsalTenant> _byId;
    private int _step;

    /// <summary>For a running emulator.</summary>
    public RehearsalStage(EmulatorHost emulator, TextWriter output)
    {
        _emulator = emulator;
        _output = output;
        var subscriptions = emulator.World.KaceCloud.Subscriptions;
        Tenants = subscriptions.Select(s => new RehearsalTenant(emulator.World.FindTenant(s.TenantId)!, s.Subdomain)).ToArray();
        _byId = Tenants.ToDictionary(t => t.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>To hand to Connect-KaceAad -Environment; null until the module is imported.</summary>
    public object? Environment { get; internal set; }

    /// <summary>The tenants that are customers of KACE Cloud.</summary>
    public IReadOnlyList<RehearsalTenant> Tenants { get; }

    /// <summary>Id of the first of them.</summary>
    public string TenantId => Tenants[0].Id;

    /// <summary>The text of its page in KACE Cloud, as copied.</summary>
    public string SettingText => SettingTextOf(TenantId);

    /// <summary>Address of its Azure Active Directory Settings page in KACE Cloud.</summary>
    public Uri KaceSettingUri => _emulator.KaceCloud.SettingsUri(Tenants[0].Subdomain);

    /// <summary>The emulated DNS server, as "127.0.0.1:port".</summary>
    public string DnsServer => _emulator.Dns.ToString();

    /// <summary>One entry for each request, each question to the DNS server and each item of a batch.</summary>
    public IReadOnlyList<RequestLogEntry> Log => _emulator.Log.Entries;

    /// <summary>Everything that the emulated services know.</summary>
    public World State => _emulator.World;

    /// <summary>User name of the tenant's administrator.</summary>
    public string Administrator => AdministratorOf(Find(TenantId)).UserPrincipalName;

    /// <summary>The password of that emulated person.</summary>
    internal string AdministratorPassword => AdministratorOf(Find(TenantId)).Password;

    /// <summary>The text of a tenant's page in KACE Cloud, as copied.</summary>
    public string SettingTextOf(string tenantId) => _emulator.KaceCloud.SettingsText(Find(tenantId).Subdomain);

    /// <summary>A delegated access token of a user of the first tenant.</summary>
    /// <param name="user">User principal name, or the part before the @.</param>
    /// <param name="scopes">Permissions of Microsoft Graph.</param>
    public SecureString AccessToken(string user, params string[] scopes) => AccessTokenIn(TenantId, user, scopes);

    /// <summary>A delegated access token of a user of any tenant.</summary>
    /// <param name="tenantId">One of <see cref="Tenants"/>.</param>
    /// <param name="user">User principal name, or the part before the @.</param>
    /// <param name="scopes">Permissions of Microsoft Graph.</param>
    public SecureString AccessTokenIn(string tenantId, string user, params string[] scopes)
    {
        var tenant = _emulator.World.FindTenant(Find(tenantId).Id)!;
        var found = tenant.Users.Find(u => string.Equals(u.UserPrincipalName, user, StringComparison.OrdinalIgnoreCase))
            ?? tenant.Users.Find(u => u.UserPrincipalName.StartsWith(user + "@", StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The scenario has no user '{user}'; it has {string.Join(", ", tenant.Users.Select(u => u.UserPrincipalName))}.", nameof(user));
        return new NetworkCredential("", _emulator.AccessToken(tenant.Id, found.UserPrincipalName, scopes)).SecurePassword;
    }

    /// <summary>An access token of an application alone.</summary>
    public SecureString AppOnlyAccessToken(string appId, params string[] roles) =>
        new NetworkCredential("", _emulator.AppOnlyToken(TenantId, appId, roles)).SecurePassword;

    /// <summary>Makes requests fail, as in "429 GET /beta/policies.* retry-after=1 count=2".</summary>
    public void Fault(string spec) => _emulator.Context.Faults.Add(FaultRule.Parse(spec));

    /// <summary>Forgets the log, to look at what comes next.</summary>
    public void ClearLog() => _emulator.Log.Clear();

    /// <summary>Requests of the log that change something in Graph.</summary>
    public IReadOnlyList<RequestLogEntry> Writes =>
        Log.Where(e => e is { Origin: "Graph", Method: not "GET" } && !e.Path.EndsWith("/$batch", StringComparison.Ordinal)).ToArray();

    /// <summary>A person chooses Automated on KACE Cloud's page; the page's answer.</summary>
    public string ChooseAutomated() => Succeeded(_emulator.KaceCloud.SetAutomated(Tenants[0].Subdomain));

    /// <summary>A person presses Remove Existing Settings on KACE Cloud's page; the page's answer.</summary>
    public string RemoveExistingSettings() => Succeeded(_emulator.KaceCloud.RemoveExisting(Tenants[0].Subdomain));

    /// <summary>A person presses Verify Azure AD Settings on KACE Cloud's page; the page's answer. Throws where it is not success.</summary>
    public string VerifyAzureADSettings() => Succeeded(_emulator.KaceCloud.VerifyAsync(Tenants[0].Subdomain).GetAwaiter().GetResult());

    /// <summary>From now on, an administrator opens this address in a browser, signs in, and accepts what the page asks.</summary>
    public void AcceptInBrowser(Uri address)
    {
        var administrator = AdministratorOf(Find(TenantId));
        _ = Task.Run(async () =>
        {
            // As a person would: some moments after the address was shown.
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            using var visitor = new PageVisitor(_emulator.TrustedCertificate) { ConsentForOrganization = true };
            var end = await visitor.SignInAndAcceptAsync(address, administrator.UserPrincipalName, administrator.Password);
            Tell($"  [browser] {administrator.UserPrincipalName} signed in and pressed Accept; the last page says: {end.Title}");
        });
    }

    /// <summary>Begins a step of the story.</summary>
    public void Step(string heading, string explanation)
    {
        _output.WriteLine();
        _output.WriteLine($"{++_step}. {heading}");
        _output.WriteLine($"   {explanation}");
        _output.WriteLine();
    }

    /// <summary>A line of the story.</summary>
    public void Tell(string line) => _output.WriteLine(line);

    /// <summary>What the services hold against the tenant being connected; empty where it is.</summary>
    public IReadOnlyList<string> Objections() => ConnectedState.Objections(_emulator.World, _emulator.Origins, Tenants[0]);

    private static string Succeeded(KaceVerification answer) => answer.Success ? answer.Message : throw new RuntimeException($"KACE Cloud says: {answer.Message}");

    private RehearsalTenant Find(string tenantId) =>
        _byId.GetValueOrDefault(tenantId) ?? throw new ArgumentException($"The scenario has no tenant {tenantId}.", nameof(tenantId));

    private User AdministratorOf(RehearsalTenant tenant) => _emulator.World.FindTenant(tenant.Id)!.Users.First(u => u.Roles.Contains(GlobalAdministrator));
}
