namespace KaceAzureAd.Emulator.State;

/// <summary>
/// Everything the emulated services know. A scenario file is this type in JSON; so is the state that a test looks at.
/// Whoever reads or writes it holds <see cref="Gate"/>: the services answer requests side by side.
/// </summary>
public sealed class World
{
    private readonly Places<Tenant> _byName = new((tenant, name) =>
        string.Equals(tenant.Id, name, StringComparison.OrdinalIgnoreCase)
        || tenant.Domains.Exists(d => d.IsVerified && string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase)));

    private readonly Places<Tenant> _byApplication = new((tenant, appId) => ApplicationOf(tenant, appId) is not null);

    public List<Tenant> Tenants { get; set; } = [];

    /// <summary>KACE Cloud's side: one entry per customer of KACE Cloud.</summary>
    public KaceCloudState KaceCloud { get; set; } = new();

    /// <summary>Every record in DNS; a name that has none does not exist.</summary>
    public List<DnsRecord> Dns { get; set; } = [];

    /// <summary>How long the services' TLS certificates are valid.</summary>
    public CertificateDays CertificateDays { get; set; } = new();

    /// <summary>Names of the apps in the gallery of enterprise applications.</summary>
    public List<string> ApplicationTemplates { get; set; } = [];

    /// <summary>How the services behave beyond what is documented, where either behaviour is possible (facts.md section 8).</summary>
    public Behaviour Behaviour { get; set; } = new();

    /// <summary>Failures to begin with, each as <see cref="Faults.FaultRule.Parse"/> takes it.</summary>
    public List<string> Faults { get; set; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public Lock Gate { get; } = new();

    /// <summary>The tenant with this id or verified domain name, or null.</summary>
    public Tenant? FindTenant(string idOrDomain) => _byName.Find(Tenants, idOrDomain);

    /// <summary>The app registration with this appId in whichever tenant is its home, or null.</summary>
    public (Tenant Home, Application App)? FindApplication(string appId) =>
        _byApplication.Find(Tenants, appId) is { } home ? (home, ApplicationOf(home, appId)!) : null;

    private static Application? ApplicationOf(Tenant tenant, string appId) =>
        tenant.Applications.Find(a => string.Equals(a.AppId, appId, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Choices where public documentation leaves the service's behaviour open.</summary>
public sealed class Behaviour
{
    /// <summary>Whether a mobility policy appears by itself once an MDM app's service principal stands in a tenant.</summary>
    public bool PolicyAppearsWithServicePrincipal { get; set; } = true;

    /// <summary>Milliseconds until a new object is seen by reads that follow (facts.md 7.5).</summary>
    public int ReplicationDelayMs { get; set; }

    /// <summary>Milliseconds for which every other read that follows a change is answered as before it.</summary>
    public int ReplicaLagMs { get; set; }

    /// <summary>Milliseconds added to every request before it is answered.</summary>
    public int LatencyMs { get; set; }

    /// <summary>Certificates with RSA keys instead of elliptic curves, for a client that knows no other (Mono).</summary>
    public bool RsaCertificates { get; set; }

    /// <summary>What the DNS server does with questions: "Answer", "Fail" (server failure) or "Ignore".</summary>
    public string Dns { get; set; } = "Answer";

    /// <summary>How many items a page of a collection holds.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>How many groups an expanded policy shows; directory objects show twenty of what is expanded, of these policies nothing is said.</summary>
    public int ExpandedGroups { get; set; } = int.MaxValue;

    /// <summary>Whether a policy that went invalid is valid again once its app's service principal is back; else it has to be deleted first.</summary>
    public bool PolicyRevivesWithServicePrincipal { get; set; }

    /// <summary>
    /// Whether a restored service principal has again what was granted to it and by it. The documentation says so of apps in their own tenant
    /// (howto-restore-app, "permission consents"), and of all properties in general (recover-from-deletions); of another tenant's app it says nothing.
    /// </summary>
    public bool RestoreBringsConsentBack { get; set; } = true;

    /// <summary>Whether removing the last included group sets the policy's scope to none; else it stays selected, of nobody.</summary>
    public bool RemovingLastGroupSetsNone { get; set; } = true;

    /// <summary>Whether scope none keeps the groups that were included; all drops them, as documented.</summary>
    public bool NoneKeepsIncludedGroups { get; set; }

    /// <summary>Whether a mobility policy refuses an empty URL; else it keeps the URL it has.</summary>
    public bool RefusesEmptyUrls { get; set; } = true;

    /// <summary>Whether a single mobility policy comes wrapped in "value", as one version of the documentation shows.</summary>
    public bool WrapsSinglePolicyInValue { get; set; }

    /// <summary>Whether an app role that is assigned already is refused as a duplicate of a key; else as a duplicate permission (facts.md 3.3).</summary>
    public bool DuplicateAssignmentIsKeyConflict { get; set; }

    /// <summary>True once an object of this age is seen by reads and references.</summary>
    public bool IsReplicated(DateTimeOffset createdAt) => createdAt + TimeSpan.FromMilliseconds(ReplicationDelayMs) <= DateTimeOffset.UtcNow;
}
