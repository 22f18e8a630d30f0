using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class AddMobilityAppTests : CmdletTest
{
    [Fact]
    public void It_waits_until_new_objects_are_seen()
    {
        World.Behaviour.ReplicationDelayMs = 1500;

        var app = RunWell(Connect + Setting + "Add-KaceMobilityApp $setting").Output.Single();

        Assert.Equal(true, app.Properties["IsPolicyValid"].Value);
        Assert.Equal(true, app.Properties["IsEnabled"].Value);
        Assert.Single(Writes);
    }

    [Fact]
    public void Where_the_entry_does_not_appear_the_error_names_the_portal_page_and_running_again_continues()
    {
        World.Behaviour.PolicyAppearsWithServicePrincipal = false;

        var message = RunIntoError(Connect + Setting + "Add-KaceMobilityApp $setting -TimeoutSec 2", "MobilityPolicyMissing");
        Assert.Contains("Mobility (MDM and MAM) > Add application", message, StringComparison.Ordinal);
        RunIntoError("Set-KaceMdmUserScope $setting -Scope All", "MobilityPolicyMissing");

        Contoso.AddMobilityPolicies(World.FindApplication(KaceAppId)!.Value.App, DateTimeOffset.UtcNow);
        Session.Stage.ClearLog();
        Assert.Single(RunWell("Add-KaceMobilityApp $setting").Output);
        Assert.Empty(Writes);
    }

    [Fact]
    public void The_role_that_may_add_applications_is_enough_and_what_it_may_not_read_is_told()
    {
        const string ConnectAsApplicationAdministrator = "Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('cloudapp', 'User.Read', 'Policy.Read.All', 'Application.ReadWrite.All') > $null;";

        var result = RunWell(ConnectAsApplicationAdministrator + Setting + "Add-KaceMobilityApp $setting; Get-KaceMobilityApp $setting");

        Assert.All(result.Output, a => Assert.Null(a.Properties["MdmUserScope"].Value));
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Warnings.Count);
        Assert.All(result.Warnings, w => Assert.Contains("Cloud Device Administrator", w, StringComparison.Ordinal));
        Assert.Contains(Contoso.ServicePrincipals, s => s.AppId == KaceAppId);
    }

    [Fact]
    public void An_application_that_is_disabled_is_told()
    {
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting");
        Contoso.ServicePrincipals.Single(s => s.AppId == KaceAppId).AccountEnabled = false;

        Assert.Contains("disabled", Assert.Single(RunWell("Add-KaceMobilityApp $setting").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_lists_every_mdm_application_and_says_where_one_is_not_there()
    {
        RunIntoError(Connect + Setting + "Get-KaceMobilityApp $setting", "AppNotFound");
        Assert.Equal(["Microsoft Intune", "Microsoft Intune Enrollment"], Values("Get-KaceMobilityApp", "DisplayName"));
        RunWell("Add-KaceMobilityApp $setting");
        Assert.Contains("KACE Cloud", Values("Get-KaceMobilityApp", "DisplayName"));
    }
}
