namespace KaceAzureAd.Connection;

/// <summary>How connecting many tenants ended.</summary>
public sealed class KaceAadConnectionSummary
{
    /// <summary>How many tenants there were.</summary>
    public required int Tenants { get; init; }

    /// <summary>How many are connected now.</summary>
    public required int Connected { get; init; }

    /// <summary>How many were connected already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many wait for a person.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many failed.</summary>
    public required int Failed { get; init; }

    /// <summary>How many were only planned, or not confirmed.</summary>
    public required int Planned { get; init; }

    /// <summary>The ids of those that failed or wait.</summary>
    public required IReadOnlyList<string> NotConnected { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenants} tenants: {Connected} connected, {Unchanged} unchanged, {Waiting} waiting, {Failed} failed, {Planned} planned, in {Duration.TotalSeconds:0.0} s";

    /// <summary>Of these results.</summary>
    public static KaceAadConnectionSummary Of(IReadOnlyCollection<KaceAadConnection> results, TimeSpan duration)
    {
        return new KaceAadConnectionSummary
        {
            Tenants = results.Count,
            Connected = Count(ConnectionStatus.Connected),
            Unchanged = Count(ConnectionStatus.Unchanged),
            Waiting = Count(ConnectionStatus.Waiting),
            Failed = Count(ConnectionStatus.Failed),
            Planned = Count(ConnectionStatus.Planned),
            NotConnected = results.Where(r => r.Status is ConnectionStatus.Waiting or ConnectionStatus.Failed).Select(r => r.TenantId).ToArray(),
            Duration = duration,
        };

        int Count(ConnectionStatus status) => results.Count(r => r.Status == status);
    }
}
