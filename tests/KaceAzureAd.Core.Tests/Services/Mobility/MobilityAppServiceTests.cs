using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Mobility;

public sealed class MobilityAppServiceTests : TenantTest
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private MobilityAppService Service => new(Session);

    [Fact]
    public async Task An_application_is_added_with_its_entry_once()
    {
        var app = await AddAsync();

        Assert.Equal((TenantId, KaceAppId, "KACE Cloud", KaceApp!.Id), (app!.TenantId, app.AppId, app.DisplayName, app.ServicePrincipalId));
        Assert.Equal((true, true, MdmUserScope.None), (app.IsEnabled, app.IsPolicyValid, app.MdmUserScope));
        Assert.Equal((KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl), (app.TermsOfUseUri, app.DiscoveryUri));
        Assert.Equal($"Tenant {TenantId}: Add the enterprise application with the appId {KaceAppId}", Assert.Single(Asked.Texts));

        Assert.Equal(app.ServicePrincipalId, (await AddAsync())!.ServicePrincipalId);
        Assert.Single(Asked.Texts);
        Assert.Single(Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whether_an_entry_was_there_before_is_written_down(bool hadEntry)
    {
        Contoso.MobileDeviceManagementPolicies.AddRange(hadEntry ? [new MobilityPolicy { Id = KaceAppId, DisplayName = "KACE Cloud", IsValid = false }] : []);
        var changes = Record();

        await AddAsync();

        Assert.Equal((ChangeKind.EnterpriseApplication, hadEntry), (Assert.Single(changes.All).Kind, (bool?)changes.All[0].Target["hadEntry"]));
    }

    [Fact]
    public async Task Where_entries_cannot_be_read_it_is_not_known_whether_there_was_one()
    {
        using var session = await SessionAsync(Admin, false, "Application.ReadWrite.All");
        var changes = Record();

        await new MobilityAppService(session).AddAsync(KaceAppId, Moment, Asked.ConfirmAsync, Cancellation);

        Assert.Null(Assert.Single(changes.All).Target["hadEntry"]);
    }

    [Fact]
    public async Task What_is_all_there_is_read_once()
    {
        await AddAsync();
        Host.Log.Clear();

        await AddAsync();

        Assert.Equal(2, Host.Log.Entries.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_confirmed_is_not_added_and_an_entry_that_is_left_is_shown(bool hasEntry)
    {
        Asked.Answer = false;
        if (hasEntry)
        {
            Contoso.MobileDeviceManagementPolicies.Add(new MobilityPolicy { Id = KaceAppId, DisplayName = "KACE Cloud", IsValid = false });
        }

        var app = await AddAsync();

        Assert.Equal(hasEntry, app is not null);
        Assert.Equal(hasEntry ? false : null, app?.IsPolicyValid);
        Assert.Null(app?.ServicePrincipalId);
        Assert.Null(KaceApp);
    }

    [Fact]
    public async Task It_waits_until_what_is_new_is_seen()
    {
        World.Behaviour.ReplicationDelayMs = 3_600_000;
        var told = Listen();
        told.On = text => World.Behaviour.ReplicationDelayMs = text.StartsWith("Waiting for", StringComparison.Ordinal) ? 0 : World.Behaviour.ReplicationDelayMs;

        Assert.True((await AddAsync(TimeSpan.FromMinutes(1)))!.IsPolicyValid);
        Assert.Contains(told.Steps, s => s.Activity == "Waiting for the enterprise application and its entry in Mobility (MDM and MAM)" && !s.Done);
        Assert.True(told.Steps[^1].Done);
        Assert.Empty(told.Warnings);
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_told_apart()
    {
        World.Behaviour.ReplicationDelayMs = 60_000;
        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.ReplicationTimeout, () => AddAsync())).Target);

        World.Behaviour.ReplicationDelayMs = 0;
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        Assert.Contains("> Add application", (await FailsAsync(ErrorCodes.MobilityPolicyMissing, () => AddAsync())).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_is_disabled_is_told()
    {
        await AddAsync();
        KaceApp!.AccountEnabled = false;
        var told = Listen();

        Assert.False((await AddAsync())!.IsEnabled);
        Assert.Contains("KACE Cloud is disabled", Assert.Single(told.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_that_may_add_applications_is_enough_and_what_it_may_not_read_is_told()
    {
        var told = Listen();
        using var session = await SessionAsync("cloudapp@contoso.example", false, "User.Read", "Policy.Read.All", "Application.ReadWrite.All");
        var app = await new MobilityAppService(session).AddAsync(KaceAppId, TimeSpan.FromSeconds(10), Asked.ConfirmAsync, Cancellation);

        Assert.Equal(("KACE Cloud", null, null), (app!.DisplayName, app.MdmUserScope, app.IsPolicyValid));
        Assert.Contains("Policy.Read.All or Policy.ReadWrite.MobilityManagement and the role Global Reader", Assert.Single(told.Warnings), StringComparison.Ordinal);

        using var without = await SessionAsync("cloudapp@contoso.example", false, "Application.ReadWrite.All");
        Host.Log.Clear();
        Assert.NotNull(await new MobilityAppService(without).FindAsync(KaceAppId, Cancellation));
        Assert.Equal(2, told.Warnings.Count);
        Assert.DoesNotContain(Host.Log.Entries, e => e.Path.StartsWith("/beta", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_Graph_refuses_for_another_reason_is_not_taken_for_a_missing_role()
    {
        Host.Faults.Add(FaultRule.Parse("400 GET /beta/policies/.* count=*"));

        await FailsAsync(ErrorCodes.RequestRefused, () => Service.FindAsync(KaceAppId, Cancellation));
    }

    [Fact]
    public async Task One_is_found_by_either_half_of_it()
    {
        var told = Listen();
        Assert.Null(await Service.FindAsync(KaceAppId, Cancellation));
        await AddAsync();
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups, KacePolicy.DisplayName) = ("selected", [Pilot], "KACE Cloud's entry");

        var whole = await Service.FindAsync(KaceAppId, Cancellation);
        Assert.Equal(("Windows Pilot", MdmUserScope.Some), (Assert.Single(whole!.Groups).DisplayName, whole.MdmUserScope));
        Assert.Equal($"KACE Cloud in {TenantId}", $"{whole}");

        Contoso.ServicePrincipals.Remove(KaceApp!);
        var entry = await Service.FindAsync(KaceAppId, Cancellation);
        Assert.Equal(("KACE Cloud's entry", null, null), (entry!.DisplayName, entry.ServicePrincipalId, entry.IsEnabled));
        Assert.Empty(told.Warnings);
    }

    [Fact]
    public async Task Every_entry_is_listed_with_its_application()
    {
        await AddAsync();
        Contoso.ServicePrincipals.RemoveAll(s => s.AppId == Intune);

        var apps = await Service.ListAsync(Cancellation);

        Assert.Equal(["Microsoft Intune", "Microsoft Intune Enrollment", "KACE Cloud"], apps.Select(a => a.DisplayName));
        Assert.Equal([false, true, true], apps.Select(a => a.ServicePrincipalId is not null));

        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/servicePrincipals.* count=*"));
        await FailsAsync(ErrorCodes.AccessDenied, () => Service.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_session_that_may_not_is_told_so_before_any_request()
    {
        using var weak = await SessionAsync(Admin, false, "User.Read");
        using var appOnly = await SessionOfAsync(Host.AppOnlyToken(TenantId, "7f3c2a10-5b7e-4c55-9d64-0c0a70500404", "Policy.Read.All", "Application.Read.All"));
        Host.Log.Clear();

        await FailsAsync(ErrorCodes.MissingScope, () => new MobilityAppService(weak).FindAsync(KaceAppId, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new MobilityAppService(weak).AddAsync(KaceAppId, Moment, Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.DelegatedSessionRequired, () => new MobilityAppService(appOnly).ListAsync(Cancellation));
        Assert.Empty(Host.Log.Entries);
    }

    [Fact]
    public async Task KACE_Clouds_own_application_is_found_by_name_and_home()
    {
        var none = await FailsAsync(ErrorCodes.AppNotFound, () => KaceAppFinder.FindAsync(Session, Cancellation));
        Assert.Contains("-Setting", none.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(TenantId, none.Target);
        await AddAsync();
        Assert.Equal(KaceAppId, await KaceAppFinder.FindAsync(Session, Cancellation));

        Contoso.ServicePrincipals.Single(s => s.AppId == Intune).DisplayName = "KACE, so it says";
        var two = await FailsAsync(ErrorCodes.AppNotUnique, () => KaceAppFinder.FindAsync(Session, Cancellation));
        Assert.Contains($"2 enterprise applications whose name begins with KACE: KACE, so it says ({Intune}), KACE Cloud ({KaceAppId})", two.Message, StringComparison.Ordinal);
        Assert.Equal(TenantId, two.Target);

        using var weak = await SessionAsync(Admin, false, "User.Read");
        await FailsAsync(ErrorCodes.MissingScope, () => KaceAppFinder.FindAsync(weak, Cancellation));
    }

    [Fact]
    public async Task Names_of_groups_are_offered_by_their_beginning_as_far_as_they_can_be_typed()
    {
        Contoso.Groups.Add(new Group { Id = Guid.NewGuid().ToString(), DisplayName = "O'Neill" });
        Contoso.Groups.Add(new Group { Id = Guid.NewGuid().ToString(), DisplayName = "Odd\u202Ename" });
        var names = new GroupNames(Session);

        Assert.Equal(["Windows Pilot"], await names.BeginningWithAsync("wind", 10, Cancellation));
        Assert.Equal(["O'Neill"], await names.BeginningWithAsync("O'", 10, Cancellation));
        Assert.Empty(await names.BeginningWithAsync("Odd", 10, Cancellation));
        var told = Listen();
        Assert.Equal(6, (await names.BeginningWithAsync("", 99, Cancellation)).Length);
        Assert.DoesNotContain("$filter", Assert.Single(told.Texts, t => t.StartsWith("GET /v1.0/groups", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, (await names.BeginningWithAsync("", 2, Cancellation)).Length);
        using var weak = await SessionAsync(Admin, false, "User.Read");
        await FailsAsync(ErrorCodes.MissingScope, () => new GroupNames(weak).BeginningWithAsync("", 1, Cancellation));
        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/groups"));
        Assert.Contains(TenantOperation.ReadGroups.ScopesInWords, (await FailsAsync(ErrorCodes.AccessDenied, () => names.BeginningWithAsync("", 1, Cancellation))).Message, StringComparison.Ordinal);
    }

    private Task<KaceMobilityApp?> AddAsync(TimeSpan? wait = null) => Service.AddAsync(KaceAppId, wait ?? Moment, Asked.ConfirmAsync, Cancellation);
}
