namespace KaceAzureAd.Emulator.State;

/// <summary>
/// Everything the emulated services know. A scenario file is this type in JSON; so is the state that a test looks at.
/// Whoever reads or writes it holds <see cref="Gate"/>: the services answer requests side by side.
/// </summary>
public sealed class World
{
    public List<Tenant> Tenants { get; set; } = [];

    /// <summary>KACE Cloud's side: one entry per customer of KACE Cloud.</summary>
    public KaceCloudState KaceCloud { get; set; } = new();

    /// <summary>How the services behave beyond what is documented, where either behaviour is possible (facts.md section 8).</summary>
    public Behaviour Behaviour { get; set; } = new();

    [System.Text.Json.Serialization.JsonIgnore]
    public Lock Gate { get; } = new();

    /// <summary>The tenant with this id or verified domain name, or null.</summary>
    public Tenant? FindTenant(string idOrDomain) => Tenants.FirstOrDefault(t =>
        string.Equals(t.Id, idOrDomain, StringComparison.OrdinalIgnoreCase)
        || t.Domains.Any(d => string.Equals(d.Name, idOrDomain, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The app registration with this appId in whichever tenant is its home, or null.</summary>
    public (Tenant Home, Application App)? FindApplication(string appId)
    {
        foreach (var tenant in Tenants)
        {
            var app = tenant.Applications.FirstOrDefault(a => string.Equals(a.AppId, appId, StringComparison.OrdinalIgnoreCase));
            if (app is not null)
            {
                return (tenant, app);
            }
        }

        return null;
    }
}

/// <summary>Choices where public documentation leaves the service's behaviour open.</summary>
public sealed class Behaviour
{
    /// <summary>Whether a mobility policy appears by itself once an MDM app's service principal stands in a tenant.</summary>
    public bool PolicyAppearsWithServicePrincipal { get; set; } = true;

    /// <summary>Milliseconds until a new object is seen by reads that follow (facts.md 7.5).</summary>
    public int ReplicationDelayMs { get; set; }

    /// <summary>Milliseconds added to every request before it is answered.</summary>
    public int LatencyMs { get; set; }

    /// <summary>How many items a page of a collection holds.</summary>
    public int PageSize { get; set; } = 100;
}
