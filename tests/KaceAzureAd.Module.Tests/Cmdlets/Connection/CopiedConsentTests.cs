using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>The consent of a tenant where all is well, for a new one, without a browser.</summary>
public sealed class CopiedConsentTests : ConnectionTest
{
    protected override World LoadWorld() => Scenario.Load("connected", tenants: 2);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        lock (World.Gate)
        {
            var fresh = World.FindTenant(Session.Stage.Tenants[1].Id)!;
            var client = fresh.ServicePrincipals.Single(s => s.AppId == KaceAppId);
            fresh.OAuth2PermissionGrants.RemoveAll(g => g.ClientId == client.Id);
            fresh.AppRoleAssignments.RemoveAll(a => a.PrincipalId == client.Id);
        }

        RunWell("""
            $sessions = foreach ($tenant in $Rehearsal.Tenants) { Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', 'User.Read', 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All') }
            $reference, $new = $sessions
            """);
    }

    private Emulator.State.Tenant New => World.FindTenant(Session.Stage.Tenants[1].Id)!;

    [Fact]
    public void It_is_granted_as_a_whole()
    {
        var granted = RunWell("$reference | Get-KaceConsent | Grant-KaceConsent -Session $new -Confirm:$false").Output;

        Assert.Equal(8, granted.Count);
        Assert.Equal(5, New.AppRoleAssignments.Count);
        Assert.Equal(3, Assert.Single(New.OAuth2PermissionGrants).Scope.Split(' ').Length);

        Session.Stage.ClearLog();
        RunWell("$reference | Get-KaceConsent | Grant-KaceConsent -Session $new -Confirm:$false");
        Assert.Empty(Writes);
    }

    [Fact]
    public void What_the_application_will_be_able_to_do_is_shown_in_words_with_the_risky_marked_before_anything_is_granted()
    {
        var text = RunWell("$reference | Get-KaceConsent | Grant-KaceConsent -Session $new -WhatIf").HostText;

        Assert.Contains("Device.ReadWrite.All (Application) - ", text, StringComparison.Ordinal);
        Assert.Contains("[RISK: It changes all such objects of the tenant", text, StringComparison.Ordinal);
        Assert.Single(text.Split("What if:"), t => t.Contains("RISK", StringComparison.Ordinal));
        Assert.Empty(New.AppRoleAssignments);
    }

    [Fact]
    public void Revoking_takes_what_was_named_and_leaves_the_rest()
    {
        RunWell("$reference | Get-KaceConsent | Grant-KaceConsent -Session $new -Confirm:$false > $null");

        var left = RunWell("Revoke-KaceConsent $setting -Session $new -Permission profile -Confirm:$false").Output;

        Assert.Equal(7, left.Count);
        Assert.DoesNotContain("profile", Assert.Single(New.OAuth2PermissionGrants).Scope, StringComparison.Ordinal);
        Session.Stage.ClearLog();
        RunWell("Revoke-KaceConsent $setting -Session $new -Permission profile -Confirm:$false");
        Assert.Empty(Writes);
    }

    [Fact]
    public void Revoking_without_names_takes_all_and_undo_gives_it_back()
    {
        RunWell("$reference | Get-KaceConsent | Grant-KaceConsent -Session $new -Confirm:$false > $null");

        Assert.Empty(RunWell("Revoke-KaceConsent $setting -Session $new -JournalPath $journal -Confirm:$false").Output);
        Assert.Empty(New.AppRoleAssignments);
        Assert.Empty(New.OAuth2PermissionGrants);

        RunWell("Undo-KaceAadChange $journal -Session $new -Confirm:$false");
        Assert.Equal(5, New.AppRoleAssignments.Count);
        Assert.Equal(3, Assert.Single(New.OAuth2PermissionGrants).Scope.Split(' ').Length);
    }

    [Fact]
    public void Undo_takes_back_what_was_granted_and_keeps_what_somebody_else_granted()
    {
        RunWell("Grant-KaceConsent $setting -Session $new -Permission User.Read, profile -JournalPath $journal -Confirm:$false");
        RunWell("Grant-KaceConsent $setting -Session $new -Permission email -Confirm:$false");

        RunWell("Undo-KaceAadChange $journal -Session $new -Confirm:$false");

        Assert.Equal("email", Assert.Single(New.OAuth2PermissionGrants).Scope);
    }

    [Fact]
    public void An_application_that_is_not_there_is_not_found_by_its_name()
    {
        lock (World.Gate)
        {
            New.DeleteServicePrincipal(New.ServicePrincipals.Single(s => s.AppId == KaceAppId));
        }

        RunIntoError("$new | Get-KaceConsent", "AppNotFound");
    }
}
