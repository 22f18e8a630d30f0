using KaceAzureAd.Connection;
using KaceAzureAd.Core.Tests.Checks;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>What of a tenant's snapshot a plan rests on.</summary>
public sealed class ConnectionStateTests
{
    private const string Old = "22222222-0000-0000-0000-000000000001";

    [Fact]
    public void A_tenant_as_it_should_be_is_connected()
    {
        var state = ConnectionStateReader.StateOf(Snapshots.Good, []);

        Assert.True(States.Plan(state).IsConnected);
        Assert.Equal(["Device.Read.All (Application)", "User.Read (Delegated)"], state.Consent.Select(c => c.ToString()));
        Assert.Empty(state.OtherMdms);
    }

    [Fact]
    public void The_order_in_which_graph_lists_things_changes_nothing()
    {
        MobilityPolicy[] policies =
        [
            Snapshots.Policy(Snapshots.AppId, "KACE Cloud", "selected", "b", "a"), Snapshots.Policy("x", "X", "all"), Snapshots.Policy("w", "W", "selected", "d", "c"),
            Snapshots.Policy(Old, "KACE old", "all"), Snapshots.Policy("11111111-0000-0000-0000-000000000001", "KACE older", "all"),
        ];
        foreach (var policy in policies.Skip(3))
        {
            policy.IsValid = false;
        }

        var one = ConnectionStateReader.StateOf(Snapshots.Good with { MobilityPolicies = Snapshots.List(policies) }, []);
        var turned = Enumerable.Reverse(policies).ToArray();
        Array.ForEach(turned, p => p.IncludedGroups!.Reverse());
        var other = ConnectionStateReader.StateOf(Snapshots.Good with { MobilityPolicies = Snapshots.List(turned) }, []);

        Assert.Equal((2, 2, 2), (one.OtherMdms.Count, one.OnPremisesApps.Count, one.Entry!.Groups.Count));
        Assert.Empty(PlanComparison.Differences(one, other));
    }

    [Fact]
    public void What_could_not_be_read_is_an_error_and_never_taken_for_not_there()
    {
        TenantSnapshot[] halves =
        [
            Snapshots.Good with { ServicePrincipal = Snapshots.Error<ServicePrincipal>(Snapshots.Denied) },
            Snapshots.Good with { MobilityPolicies = Snapshots.Error<IReadOnlyList<MobilityPolicy>>(Snapshots.Denied) },
            Snapshots.Good with { MamPolicies = Snapshots.Error<IReadOnlyList<MobilityPolicy>>(Snapshots.Denied) },
            Snapshots.Good with { Applications = Snapshots.Error<IReadOnlyList<Application>>(Snapshots.Denied) },
            Snapshots.Good with { DelegatedGrants = Snapshots.Error<IReadOnlyList<OAuth2PermissionGrant>>(Snapshots.Denied) },
            Snapshots.Good with { AppRoleAssignments = Snapshots.Error<IReadOnlyList<AppRoleAssignment>>(Snapshots.Denied) },
        ];

        Assert.All(halves, half => Assert.Equal(ErrorCodes.AccessDenied, Assert.Throws<KaceAadException>(() => ConnectionStateReader.StateOf(half, [])).Code));
    }

    [Fact]
    public void Groups_that_may_not_be_all_are_said_to_be_cut()
    {
        var other = Snapshots.Policy("x", "X", "selected", [.. Enumerable.Range(0, 20).Select(i => $"g{i}")]);
        Assert.True(Assert.Single(State(other).OtherMdms).AreGroupsCut);

        other.IncludedGroups!.RemoveAt(0);
        Assert.False(Assert.Single(State(other).OtherMdms).AreGroupsCut);

        other.IncludedGroups = null;
        other.AppliesTo = "all";
        Assert.True(Assert.Single(State(other).OtherMdms).AreGroupsCut);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("None", false)]
    [InlineData("NotDisabled", false)]
    [InlineData("DisabledDueToViolationOfServicesAgreement", true)]
    public void What_microsoft_says_of_an_application_is_read(string? status, bool isDisabled)
    {
        var application = new ServicePrincipal { Id = "sp", AppId = Snapshots.AppId, AccountEnabled = false, DisabledByMicrosoftStatus = status };

        Assert.Equal((false, isDisabled), ConnectionStateReader.StateOf(Snapshots.Good with { ServicePrincipal = Snapshots.Read(application) }, []).Application is { } app ? (app.IsEnabled, app.IsDisabledByMicrosoft) : default);
    }

    private static ConnectionState State(MobilityPolicy other) =>
        ConnectionStateReader.StateOf(Snapshots.Good with { MobilityPolicies = Snapshots.List(Snapshots.Policy(Snapshots.AppId, "KACE Cloud", "all"), other) }, []);
}
