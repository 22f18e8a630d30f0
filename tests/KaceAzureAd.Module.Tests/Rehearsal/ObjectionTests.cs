using KaceAzureAd.Module.Tests.Cmdlets;

namespace KaceAzureAd.Module.Tests.Rehearsal;

/// <summary>Whether the tenant is connected is not the module's word alone: the services' own state is looked at.</summary>
public sealed class ObjectionTests : CmdletTest
{
    protected override string ScenarioName => "connected";

    [Fact]
    public void A_tenant_that_is_connected_and_verified_meets_no_objection_and_every_part_that_is_missing_does()
    {
        Session.Stage.ChooseAutomated();
        Session.Stage.VerifyAzureADSettings();
        Assert.Empty(Session.Stage.Objections());

        KacePolicy.AppliesTo = "selected";
        KacePolicy.DiscoveryUrl = "https://elsewhere.example/";
        Contoso.AppRoleAssignments.RemoveAt(0);
        Contoso.ServicePrincipals.Single(s => s.AppId == KaceAppId).AccountEnabled = false;
        Assert.Equal(4, Session.Stage.Objections().Count);

        Contoso.MobileDeviceManagementPolicies.Clear();
        Assert.Contains("there is no valid mobility policy", Session.Stage.Objections());
    }
}
