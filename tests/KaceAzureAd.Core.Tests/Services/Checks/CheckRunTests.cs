using KaceAzureAd.Checks;
using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Checks;

/// <summary>Checks of a whole tenant: what is read for them, and what they make of it.</summary>
public sealed class CheckRunTests() : TenantTest("connected")
{
    private CheckService Service => new(Session);

    private CheckOptions Options => new() { Setting = Setting, DnsServer = Host.Dns };

    [Fact]
    public async Task A_tenant_that_is_connected_passes_all_of_them_on_evidence()
    {
        var checks = (await Service.TestPrerequisitesAsync(Options, Cancellation)).Concat(await Service.TestConnectionAsync(Options, Cancellation)).ToList();

        Assert.All(checks, c => Assert.Equal($"{CheckStatus.Passed}: {c.Name}: {c.Message}", $"{c}"));
        Assert.All(checks, c => Assert.True(c.IsWell && c.TenantId == TenantId && c.Remediation is null && c.Documentation.Contains(c.Name, StringComparison.Ordinal)));
        Assert.Equal(CheckService.PrerequisiteNames.Concat(CheckService.ConnectionNames).Distinct().Order(), checks.Select(c => c.Name).Distinct().Order());
        Assert.NotEmpty(checks.Single(c => c.Name == "Consent").RequestIds);
    }

    [Fact]
    public async Task Only_what_the_chosen_checks_look_at_is_read()
    {
        Host.Log.Clear();
        Assert.Equal(["Consent"], (await Service.TestConnectionAsync(Options with { Names = ["consent"] }, Cancellation)).Select(c => c.Name));
        Assert.DoesNotContain(Host.Log.Entries, e => e.Origin == "KaceCloud" || e.Path.StartsWith("/beta", StringComparison.Ordinal));
        Assert.Equal(["MobilityPolicy", "Consent"], (await Service.TestConnectionAsync(Options with { Names = ["Consent", "MobilityPolicy"] }, Cancellation)).Select(c => c.Name));

        var severe = await Service.TestConnectionAsync(Options with { Severity = CheckSeverity.Error }, Cancellation);
        Assert.All(severe, c => Assert.Equal(CheckSeverity.Error, c.Severity));
        Assert.InRange(severe.Count, 5, CheckService.ConnectionNames.Count - 1);
    }

    [Fact]
    public async Task What_cannot_be_chosen_is_refused_before_any_request()
    {
        Host.Log.Clear();

        Assert.Equal("Nonsense", (await FailsAsync(ErrorCodes.CheckNotFound, () => Service.TestConnectionAsync(Options with { Names = ["Consent", "Nonsense"] }, Cancellation))).Target);
        var none = await FailsAsync(ErrorCodes.CheckNotFound, () => Service.TestConnectionAsync(Options with { Names = ["ManagedDevices"], Severity = CheckSeverity.Error }, Cancellation));
        Assert.Contains("None of the checks ManagedDevices has the severity Error", none.Message, StringComparison.Ordinal);
        Assert.Equal(CheckSeverity.Error, none.Target);
        var unknown = KaceAzureAd.Kace.KaceAadSetting.Create(Kace("TermsOfUse"), Kace("Discovery.svc"), Kace("onboard"));
        Assert.Same(unknown, (await FailsAsync(ErrorCodes.AppIdNotFound, () => Service.TestConnectionAsync(new CheckOptions { Setting = unknown }, Cancellation))).Target);
        await FailsAsync(ErrorCodes.InvalidReferenceConsent, () => Service.TestConnectionAsync(Options with { ReferenceConsent = [new KaceConsent { TenantId = "t", AppId = KaceAppId, Permission = "User.Read", Type = ConsentType.Delegated, IsTenantWide = false }] }, Cancellation));
        Assert.Empty(Host.Log.Entries);
    }

    [Fact]
    public async Task Of_a_scope_some_the_groups_and_their_users_are_read_though_the_list_cuts_them()
    {
        World.Behaviour.ExpandedGroups = 20;
        Contoso.Groups.AddRange(Enumerable.Range(0, 25).Select(i => new Group { Id = Guid.NewGuid().ToString(), DisplayName = $"Team {i}" }));
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [.. Contoso.Groups.Select(g => g.Id)]);

        var check = Assert.Single(await Service.TestConnectionAsync(Options with { Names = ["MdmUserScope"] }, Cancellation));

        Assert.Equal(CheckStatus.Warning, check.Status);
        Assert.Equal(Contoso.Groups.Count, check.Scope!.Groups.Count);
        Assert.Equal(2, check.Scope.Groups.Single(g => g.Group.Id == Pilot).Users);
    }

    [Theory]
    [InlineData(null, CheckStatus.Warning, "asks for All")]
    [InlineData(MdmUserScope.Some, CheckStatus.Passed, "as wanted")]
    [InlineData(MdmUserScope.All, CheckStatus.Failed, "Some")]
    public async Task A_scope_some_is_right_where_it_is_wanted(MdmUserScope? expected, CheckStatus status, string message)
    {
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [Pilot]);

        var check = Assert.Single(await Service.TestConnectionAsync(Options with { Names = ["MdmUserScope"], ExpectedScope = expected }, Cancellation));

        Assert.Equal(status, check.Status);
        Assert.Contains(message, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_of_a_group_that_could_not_be_counted_are_no_pass()
    {
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [Pilot, Nobody]);
        var options = Options with { Names = ["MdmUserScope"], ExpectedScope = MdmUserScope.Some };
        Assert.Contains("Some groups in scope are empty: Nobody Yet has no users", (await Service.TestConnectionAsync(options, Cancellation))[0].Message, StringComparison.Ordinal);

        KacePolicy.IncludedGroups = [Pilot];
        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/groups/.* count=*"));
        var check = Assert.Single(await Service.TestConnectionAsync(options, Cancellation));

        Assert.Equal(CheckStatus.Warning, check.Status);
        Assert.Contains("The users of 1 of 1 groups could not be counted", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_that_are_throttled_in_a_batch_are_asked_for_again_and_no_others()
    {
        Host.Faults.Add(FaultRule.Parse("429 GET /v1.0/servicePrincipals.*appRoleAssignments retry-after=1"));
        Host.Log.Clear();
        var told = Listen();

        Assert.Equal(CheckStatus.Passed, Assert.Single(await Service.TestConnectionAsync(Options with { Names = ["Consent"] }, Cancellation)).Status);

        Assert.Equal([429, 200], Host.Log.Entries.Where(e => e.IsBatchItem && e.Path.EndsWith("appRoleAssignments", StringComparison.Ordinal)).Select(e => e.Status));
        Assert.Single(Host.Log.Entries, e => e.IsBatchItem && e.Path.EndsWith("oauth2PermissionGrants", StringComparison.Ordinal));
        Assert.Contains(told.Texts, t => t.Contains("did not answer 1 of ", StringComparison.Ordinal) && t.EndsWith("asking those again in 1.0 s.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "/onboard", CheckStatus.Passed, "neither a tenant nor a cloud")]
    [InlineData(2, "/organizations/adminconsent", CheckStatus.Passed, "name no other tenant")]
    [InlineData(2, "/" + TenantId + "/adminconsent", CheckStatus.Passed, "name no other tenant")]
    [InlineData(2, "/contoso.example/adminconsent", CheckStatus.Passed, "for this tenant (contoso.example)")]
    [InlineData(2, "/fabrikam.example/adminconsent", CheckStatus.Failed, "the consent of the tenant fabrikam.example")]
    [InlineData(2, "/4b2e9d31-0f0c-4a86-8f0a-6b6163650001/adminconsent", CheckStatus.Failed, "4b2e9d31")]
    [InlineData(3, "/organizations/adminconsent", CheckStatus.Failed, "the sign-in pages of USGov")]
    public async Task Settings_that_name_another_tenant_or_cloud_are_not_this_tenants(int host, string path, CheckStatus status, string message)
    {
        var origin = host switch { 1 => Host.Origins.KaceCloud, 2 => Host.Origins.SignIn, _ => "https://login.microsoftonline.us" };
        var setting = KaceAzureAd.Kace.KaceAadSetting.Create(Kace("TermsOfUse"), Kace("Discovery.svc"), origin + path);

        var check = Assert.Single(await Service.TestPrerequisitesAsync(new CheckOptions { Setting = setting, Names = ["KaceSetting"] }, Cancellation));

        Assert.Equal(status, check.Status);
        Assert.Contains(message, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_join_devices_is_named()
    {
        (Contoso.AllowedToJoin, Contoso.AllowedToJoinGroups, Contoso.AllowedToJoinUsers) = ("selected", [Pilot], ["7f3c2a10-5b7e-4c55-9d64-0c0a70500105"]);

        var check = Assert.Single(await Service.TestPrerequisitesAsync(Options with { Names = ["DeviceJoin"] }, Cancellation));

        Assert.Contains("Windows Pilot", check.Message, StringComparison.Ordinal);
        Assert.Contains("Device User", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 GET /beta/policies/.* count=*", "MdmUserScope", CheckStatus.Skipped)]
    [InlineData("500 GET /beta/policies/.* count=*", "MdmUserScope", CheckStatus.Failed)]
    [InlineData("403 GET /v1.0/servicePrincipals[^/]* count=*", "EnterpriseApplication", CheckStatus.Skipped)]
    [InlineData("403 GET /v1.0/.*/appRoleAssignments count=*", "Consent", CheckStatus.Skipped)]
    [InlineData("500 GET /contoso/TermsOfUse count=*", "TermsOfUseEndpoint", CheckStatus.Failed)]
    [InlineData("reset GET /contoso/EnrollmentServer/.* count=*", "DiscoveryEndpoint", CheckStatus.Failed)]
    [InlineData("200 POST /contoso/EnrollmentServer/.* bomb count=*", "EnrollmentDiscovery", CheckStatus.Failed)]
    [InlineData("400 GET /beta/auditLogs/.* count=*", "SignInEvidence", CheckStatus.Failed)]
    public async Task What_could_not_be_read_is_never_a_pass(string fault, string name, CheckStatus status)
    {
        Host.Faults.Add(FaultRule.Parse(fault));

        var check = Assert.Single(await Service.TestConnectionAsync(Options with { Names = [name] }, Cancellation));

        Assert.Equal(status, check.Status);
    }

    [Fact]
    public async Task An_application_alone_is_told_what_it_cannot_look_at()
    {
        var app = Contoso.ServicePrincipals.First(s => s.DisplayName == "KACE Cloud single sign-on");
        using var session = await SessionOfAsync(Emulator.SignIn.TokenExtensions.AppOnlyToken(Host, TenantId, app.AppId, "Directory.Read.All"));

        var checks = await new CheckService(session).TestConnectionAsync(Options, Cancellation);

        Assert.Equal(CheckStatus.Skipped, checks.Single(c => c.Name == "MdmUserScope").Status);
        Assert.Equal(CheckStatus.Passed, checks.Single(c => c.Name == "Consent").Status);
        Assert.False(checks.Single(c => c.Name == "MdmUserScope").IsWell);
    }

    [Fact]
    public async Task The_reference_consent_is_what_is_expected()
    {
        var reference = await new ConsentService(Session).GetAsync(KaceAppId, Cancellation);
        Assert.Equal(CheckStatus.Passed, await ConsentAsync());
        Contoso.AppRoleAssignments.RemoveAt(0);
        Assert.Equal(CheckStatus.Failed, await ConsentAsync());

        async Task<CheckStatus> ConsentAsync() => (await Service.TestConnectionAsync(Options with { Names = ["Consent"], ReferenceConsent = [.. reference] }, Cancellation))[0].Status;
    }
}
