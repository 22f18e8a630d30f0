using KaceAzureAd.Connection;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>Results of many tenants, counted.</summary>
public sealed class ConnectionSummaryTests
{
    [Fact]
    public void Each_status_is_counted_and_tenants_that_need_somebody_are_named()
    {
        ConnectionStatus[] statuses =
        [
            ConnectionStatus.Connected, ConnectionStatus.Connected, ConnectionStatus.Connected, ConnectionStatus.Connected, ConnectionStatus.Connected, ConnectionStatus.Unchanged,
            ConnectionStatus.Unchanged, ConnectionStatus.Unchanged, ConnectionStatus.Unchanged, ConnectionStatus.Waiting, ConnectionStatus.Failed, ConnectionStatus.Failed, ConnectionStatus.Planned, ConnectionStatus.Planned, ConnectionStatus.Planned,
        ];

        var summary = KaceAadConnectionSummary.Of([.. statuses.Select((s, i) => new KaceAadConnection { TenantId = $"t{i}", AppId = States.AppId, Status = s, Steps = [], Message = "" })], TimeSpan.FromSeconds(2.5));

        Assert.Equal(["t9", "t10", "t11"], summary.NotConnected);
        Assert.Equal("15 tenants: 5 connected, 4 unchanged, 1 waiting, 2 failed, 3 planned, in 2.5 s", $"{summary}");
    }

    [Fact]
    public void A_plan_tells_how_much_there_is_to_do()
    {
        Assert.Equal($"{States.Plan(States.Connected).TenantId}: nothing is to be done", $"{States.Plan(States.Connected)}");
        Assert.EndsWith($": {States.Plan(States.Nothing).Steps.Count} steps, 0 obstacles", $"{States.Plan(States.Nothing)}", StringComparison.Ordinal);
    }
}
