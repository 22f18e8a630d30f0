using System.Management.Automation;
using System.Net;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>samples/fleet: a service provider's tenants, with the partner's refresh token.</summary>
public sealed class FleetTests : SampleTest
{
    private const string Connector = "5d1e8b40-2c6f-4f3a-8b7d-666162720032";

    protected override string ScenarioName => "partner";

    // Tailspin Toys has not taken the partner on.
    private RehearsalTenant[] Customers => [.. Session.Stage.Tenants.Where(t => t.Subdomain != "tailspin")];

    private string Tenants => Path.Combine(Folder, "tenants.csv");

    private string Journals => Path.Combine(Folder, "journals") + "/";

    private string Report => Path.Combine(Folder, "fleet.html");

    private string Script =>
        $"& '{Sample("fleet/Connect-Fleet.ps1")}' '{Tenants}' -Credential $credential -RefreshToken $token -ReferenceTenantId contoso.example -JournalFolder '{Journals}' -ReportPath '{Report}' -ThrottleLimit 4 -Environment Emulator ";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ConnectTenant();
        var columns = (await File.ReadAllLinesAsync(Sample("fleet/tenants.csv"), Cancellation))[0];
        await File.WriteAllLinesAsync(Tenants, [columns, .. Customers.Select(Row)], Cancellation);
        Run("", ("credential", new PSCredential(Connector, Secure("fabrikam-connector-demo-secret"))),
            ("token", Secure(Session.Emulator.RefreshToken("fabrikam.example", "partner@fabrikam.example", Connector))));

        string Row(RehearsalTenant tenant) =>
            string.Join(',', [tenant.Id, .. Uris(tenant.Id), .. tenant.Subdomain == "litware" ? ["Some", "All Employees"] : new[] { "All", "" }]);
    }

    [Fact]
    public void Each_tenant_is_connected_reported_and_taken_back_by_its_own_journal()
    {
        var result = RunWell(Script + "-Confirm:$false");

        var statuses = result.Output.Where(o => o.TypeNames[0].EndsWith(".KaceAadConnection", StringComparison.Ordinal)).Select(o => $"{o.Properties["Status"].Value}");
        Assert.Equal(["Connected", "Connected", "Connected", "Connected", "Unchanged"], statuses.Order(StringComparer.Ordinal));
        Assert.All(Customers, t => Assert.Equal(t.Subdomain == "litware" ? "selected" : "all", Policy(t).AppliesTo));
        var report = File.ReadAllText(Report);
        Assert.All(Customers, t => Assert.Contains(t.Id, report, StringComparison.Ordinal));

        RunWell($"Get-KaceAadSession -All | Where-Object TenantId -NE '{Session.Stage.TenantId}' | Undo-KaceAadChange '{Journals}' -Confirm:$false");
        Assert.All(Customers[1..], t => Assert.DoesNotContain(World.FindTenant(t.Id)!.ServicePrincipals, s => s.AppId == KaceAppId));
    }

    [Fact]
    public void A_preview_changes_nothing()
    {
        RunWell(Script + "-WhatIf");

        Assert.Empty(Writes);
        Assert.False(File.Exists(Report));
    }

    [Fact]
    public void Where_one_cannot_be_signed_in_to_the_others_are_connected()
    {
        var tailspin = Session.Stage.Tenants.Single(t => t.Subdomain == "tailspin");
        File.AppendAllLines(Tenants, [string.Join(',', [tailspin.Id, .. Uris(tailspin.Id), "All", ""])]);

        var result = Run(Script + "-Confirm:$false");

        Assert.Contains(result.Errors, e => e.FullyQualifiedErrorId.StartsWith("KaceAad.SignInFailed", StringComparison.Ordinal));
        Assert.All(result.Errors, e => Assert.Contains(tailspin.Id, $"{e}", StringComparison.Ordinal));
        Assert.All(Customers, t => Assert.NotEqual("none", Policy(t).AppliesTo));
    }

    [Fact]
    public void The_example_of_a_file_is_one_that_is_taken()
    {
        var settings = RunWell($"Import-KaceAadSetting '{Sample("fleet/tenants.csv")}' -AppId {KaceAppId}").Output;

        Assert.Equal(["contoso.example", "fabrikam.example"], settings.Select(s => $"{s.Properties["TenantId"].Value}"));
        Assert.Equal("Windows Pilot", $"{settings[1].Properties["Group"].Value}");
    }

    private MobilityPolicy Policy(RehearsalTenant tenant) => World.FindTenant(tenant.Id)!.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId);

    private static System.Security.SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;
}
