using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>samples/onboarding: one tenant, from sign-in to report.</summary>
public sealed class OnboardingTests : SampleTest
{
    private string Report => Path.Combine(Folder, "contoso.html");

    private string Journal => Path.Combine(Folder, "contoso.journal.jsonl");

    private string Script =>
        $"& '{Sample("onboarding/Connect-Tenant.ps1")}' contoso.example -SettingText $Rehearsal.SettingText -DeviceCode -Environment Emulator -ReportPath '{Report}' -JournalPath '{Journal}' ";

    [Fact]
    public void It_connects_proves_and_reports_and_can_be_taken_back()
    {
        RunWell($"{Setting} $Rehearsal.AcceptInBrowser($setting.OnBoardUri)");

        var result = RunWell(Script + "-Confirm:$false");

        Assert.Equal("Connected", TheOnly(result, "KaceAadConnection", "Status"));
        Assert.Contains("Set the MDM user scope to All", result.HostText, StringComparison.Ordinal);
        var report = File.ReadAllText(Report);
        Assert.All(new[] { "EntraLicence", "MdmUserScope" }, c => Assert.Contains(c, report, StringComparison.Ordinal));
        Session.Stage.ChooseAutomated();
        Session.Stage.VerifyAzureADSettings();
        Assert.Empty(Session.Stage.Objections());

        Assert.Equal("Unchanged", TheOnly(RunWell(Script + "-Confirm:$false"), "KaceAadConnection", "Status"));

        RunWell($"Undo-KaceAadChange '{Journal}' -Confirm:$false");
        Assert.Equal("none", KacePolicy.AppliesTo);
        Assert.DoesNotContain("/contoso/", $"{KacePolicy.DiscoveryUrl}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pilot_gets_its_groups()
    {
        RunWell($"{Setting} $Rehearsal.AcceptInBrowser($setting.OnBoardUri)");

        Assert.Equal("Connected", TheOnly(RunWell(Script + "-Scope Some -Group 'Windows Pilot' -Confirm:$false"), "KaceAadConnection", "Status"));

        Assert.Equal("selected", KacePolicy.AppliesTo);
        Assert.Equal([Contoso.Groups.Single(g => g.DisplayName == "Windows Pilot").Id], KacePolicy.IncludedGroups);
    }

    [Fact]
    public void A_preview_changes_and_writes_nothing()
    {
        var result = RunWell(Script + "-WhatIf");

        Assert.Equal("Planned", TheOnly(result, "KaceAadConnection", "Status"));
        Assert.Empty(Writes);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_tenant_that_is_not_ready_is_reported_and_left_alone()
    {
        lock (World.Gate)
        {
            Contoso.SubscribedSkus.Clear();
        }

        var error = Assert.Single(Run(Script + "-Confirm:$false").Errors);

        Assert.Contains("EntraLicence", $"{error}", StringComparison.Ordinal);
        Assert.Contains("EntraLicence", File.ReadAllText(Report), StringComparison.Ordinal);
        Assert.Empty(Writes);
    }
}
