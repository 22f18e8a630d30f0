using System.Management.Automation;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Rehearsal;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Many tenants: one refresh token, one for each, or one application's certificate.</summary>
public sealed class PartnerSignInTests : SignInTest
{
    private const string PartnerTenant = "5d1e8b40-2c6f-4f3a-8b7d-666162720001";
    private const string Partner = "partner@fabrikam.example";
    private const string Connector = "5d1e8b40-2c6f-4f3a-8b7d-666162720032";
    private const string Console = "5d1e8b40-2c6f-4f3a-8b7d-666162720042";

    private static readonly string[] Customers = ["contoso.example", "adventure-works.example", "litware.example", "northwind.example", "wideworld.example"];

    protected override string ScenarioName => "partner";

    private static PSCredential ConnectorSecret => new(Connector, Secure("fabrikam-connector-demo-secret"));

    private string TokenFor(string tenant, string app) => Session.Emulator.RefreshToken(tenant, Partner, app);

    [Fact]
    public void One_refresh_token_signs_in_to_every_customer_and_what_fails_names_its_tenant()
    {
        var result = Run(
            "$tenants | Connect-KaceAad -Environment Emulator -RefreshToken $token -Credential $credential",
            ("tenants", (string[])[.. Customers, "tailspin.example"]), ("token", Secure(TokenFor(PartnerTenant, Connector))), ("credential", ConnectorSecret));

        Assert.Equal(Customers.Select(c => World.FindTenant(c)!.Id).Order(), result.Output.Select(s => $"{Property(s, "TenantId")}").Order());
        Assert.All(result.Output, s => Assert.Equal("RefreshToken", $"{Property(s, "SignInMethod")}"));
        Assert.All(result.Output, s => Assert.Equal(false, Property(s, "IsAppOnly")));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("KaceAad.SignInFailed", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("tailspin.example", $"{error}", StringComparison.Ordinal);

        // None of several is the current one; each does a delegated administrator's work in its own tenant.
        Assert.Empty(RunWell("Get-KaceAadSession").Output);
        RunWell("Get-KaceAadSession -All | Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope All");
        Assert.All(Customers, c => Assert.Equal("all", World.FindTenant(c)!.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo));
        Assert.Equal("none", World.FindTenant("tailspin.example")!.MobileDeviceManagementPolicies[0].AppliesTo);
    }

    [Fact]
    public void Each_customer_may_come_with_a_refresh_token_of_its_own()
    {
        var customers = Customers.Select(c => new PSObject(new { TenantId = c, RefreshToken = Secure(TokenFor(c, Console)) })).ToArray();

        var result = Run($"$customers | Connect-KaceAad -Environment Emulator -ClientId {Console}", ("customers", customers));

        Assert.Empty(result.Errors);
        Assert.Equal(Customers.Select(c => World.FindTenant(c)!.Id).Order(), result.Output.Select(s => $"{Property(s, "TenantId")}").Order());
    }

    [Fact]
    public void A_token_that_comes_with_its_tenant_is_used_whatever_else_is_given()
    {
        var confidential = new PSObject(new { TenantId = "litware.example", RefreshToken = Secure(TokenFor("litware.example", Connector)) });
        Assert.Equal("RefreshToken", $"{Property(Connected("$customer | Connect-KaceAad -Environment Emulator -Credential $credential", ("customer", confidential), ("credential", ConnectorSecret)), "SignInMethod")}");

        var token = new PSObject(new { TenantId = Contoso.Id, AccessToken = Session.Stage.AccessToken("admin", "User.Read") });
        Assert.Equal("AccessToken", $"{Property(Connected("$customer | Connect-KaceAad -Environment Emulator", ("customer", token)), "SignInMethod")}");
    }

    [Fact]
    public void Sign_ins_go_side_by_side()
    {
        World.Behaviour.LatencyMs = 300;
        Session.Stage.ClearLog();

        Run("$tenants | Connect-KaceAad -Environment Emulator -RefreshToken $token -Credential $credential", ("tenants", Customers), ("token", Secure(TokenFor(PartnerTenant, Connector))), ("credential", ConnectorSecret));

        var redeemed = Session.Stage.Log.Where(e => e.Path.EndsWith("/token", StringComparison.Ordinal)).ToList();
        Assert.Equal(Customers.Length, redeemed.Count);
        Assert.True(redeemed.Max(e => e.Started) < redeemed.Min(e => e.Ended), "One sign-in waited for another.");
    }

    [Fact]
    public void A_refresh_token_is_renewed_and_stays_a_persons()
    {
        Session.Emulator.SignIn.AccessTokenLifetime = TimeSpan.FromSeconds(2);
        var session = Connected("Connect-KaceAad litware.example -Environment Emulator -RefreshToken $token -ClientId " + Console, ("token", Secure(TokenFor("litware.example", Console))));
        Assert.Equal(Partner, Property(session, "Account"));
        Thread.Sleep(TimeSpan.FromSeconds(2.1));

        Assert.Equal(["Passed"], Values("Test-KaceAadPrerequisite -Name TenantReachable", "Status"));
    }

    [Fact]
    public void A_refresh_token_that_is_not_taken_says_what_to_do()
    {
        const string Script = "Connect-KaceAad litware.example -Environment Emulator -RefreshToken $token -ClientId " + Connector;
        Assert.Contains("-Credential", Refused("SignInFailed", Script, ("token", Secure(TokenFor("litware.example", Connector)))), StringComparison.Ordinal);
        Assert.DoesNotContain("made-up-token", Refused("SignInFailed", Script.Replace(Connector, Console, StringComparison.Ordinal), ("token", Secure("made-up-token"))), StringComparison.Ordinal);
        var revoked = TokenFor("litware.example", Console);
        Thread.Sleep(TimeSpan.FromSeconds(1.1));
        Session.Emulator.RevokeSignInSessions(Partner);
        Assert.Contains("get a new refresh token", Refused("SignInFailed", Script.Replace(Connector, Console, StringComparison.Ordinal), ("token", Secure(revoked))), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Sessions_work_in_ForEach_Object_Parallel()
    {
        var scopes = Run(
            """
            $sessions = $tenants | Connect-KaceAad -Environment Emulator -RefreshToken $token -Credential $credential
            $sessions | ForEach-Object -Parallel {
                Import-Module $using:manifest
                Get-KaceMdmUserScope -Session $_ -AppId 0000000a-0000-0000-c000-000000000000
            } -ThrottleLimit 5
            """,
            ("tenants", Customers), ("token", Secure(TokenFor(PartnerTenant, Connector))), ("credential", ConnectorSecret), ("manifest", RehearsalSession.Manifest));

        Assert.Empty(scopes.Errors);
        Assert.Equal(Customers.Select(c => World.FindTenant(c)!.Id).Order(), scopes.Output.Select(s => $"{Property(s, "TenantId")}").Order());
    }
}
