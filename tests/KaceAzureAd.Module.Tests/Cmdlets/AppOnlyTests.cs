namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Graph lets no application alone touch mobility policies (facts.md 1.6).</summary>
public sealed class AppOnlyTests : CmdletTest
{
    protected override string ScenarioName => "connected";

    private const string ConnectAppOnly = "Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AppOnlyAccessToken('99999999-0000-0000-0000-000000000001', 'Application.ReadWrite.All', 'Directory.Read.All', 'Policy.Read.All', 'LicenseAssignment.Read.All') > $null;";

    [Theory]
    [InlineData("Get-KaceMdmUserScope $setting")]
    [InlineData("Set-KaceMdmUserScope $setting -Scope None")]
    [InlineData("Compare-KaceMdmUri $setting")]
    [InlineData("Set-KaceMdmUri $setting")]
    [InlineData("Get-KaceMobilityApp")]
    public void What_needs_a_person_fails_before_any_request_and_says_what_works_instead(string cmdlet)
    {
        RunWell(ConnectAppOnly + Setting);
        Session.Stage.ClearLog();

        Assert.Contains("Sign in as an administrator", RunIntoError(cmdlet, "DelegatedSessionRequired"), StringComparison.Ordinal);
        Assert.DoesNotContain(Session.Stage.Log, e => e.Origin == "Graph");
    }

    [Fact]
    public void Checks_skip_what_only_a_person_can_read()
    {
        var checks = RunWell(ConnectAppOnly + Setting + "Test-KaceAadConnection $setting").Output.ToDictionary(c => $"{c.Properties["Name"].Value}", c => $"{c.Properties["Status"].Value}");

        Assert.Equal("Skipped", checks["MobilityPolicy"]);
        Assert.Equal("Skipped", checks["MdmUserScope"]);
        Assert.Equal("Passed", checks["EnterpriseApplication"]);
        Assert.Equal("Passed", checks["Consent"]);
        Assert.Equal(false, RunWell("Test-KaceAadConnection $setting -Quiet").Output.Single().BaseObject);
    }
}
