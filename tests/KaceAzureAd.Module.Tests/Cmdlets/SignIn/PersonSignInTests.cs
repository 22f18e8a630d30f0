using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Device code, and what a tenant asks of people who sign in. The browser is driven in its own tests.</summary>
public sealed class PersonSignInTests : SignInTest
{
    private const string ByCode = Contosos + " -DeviceCode";
    private const string Intune = "0000000a-0000-0000-c000-000000000000";

    private User Admin => Contoso.Users[0];

    [Fact]
    public void The_code_is_shown_even_where_the_output_is_assigned()
    {
        var result = RunWell($"$session = {ByCode}; $session.Account");

        Assert.Equal("admin@contoso.example", $"{result.Output.Single()}");
        Assert.Contains("/common/oauth2/deviceauth in a browser and enter the code", result.HostText, StringComparison.Ordinal);
        Assert.Contains(result.Information, i => $"{i.MessageData}".Contains("enter the code", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_request_of_a_sign_in_is_a_verbose_line_without_what_it_carries()
    {
        var lines = RunWell(ByCode + " -Verbose").Verbose;

        Assert.Contains(lines, l => l.StartsWith("POST https://localhost", StringComparison.Ordinal) && l.Contains("/oauth2/v2.0/token 200", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.DoesNotContain("?", l, StringComparison.Ordinal));
    }

    [Fact]
    public void What_optional_checks_read_is_asked_for_where_it_is_wanted()
    {
        const string Checks = " > $null; Test-KaceAadConnection -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01 -Name SignInEvidence, ManagedDevices";
        Assert.Equal(["Skipped", "Skipped"], Values(Contosos + " -DeviceCode -ReadOnly -Scope User.Read" + Checks, "Status"));
        Assert.All(Values("Test-KaceAadConnection -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01 -Name SignInEvidence, ManagedDevices", "Remediation"), r => Assert.Contains("-IncludeOptional", r, StringComparison.Ordinal));

        Assert.DoesNotContain("Skipped", Values(Contosos + " -DeviceCode -ReadOnly -IncludeOptional" + Checks, "Status"));
    }

    [Fact]
    public void A_code_that_nobody_enters_ends_when_it_expires()
    {
        Session.Emulator.SignIn.AutoApproveDeviceCodeAs = null;
        Session.Emulator.SignIn.DeviceCodeLifetime = TimeSpan.FromSeconds(3);

        Assert.Contains("in time", Refused("SignInTimedOut", ByCode), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_is_declined_is_told_from_one_that_expired()
    {
        Session.Emulator.SignIn.AutoApproveDeviceCodeAs = "user@contoso.example"; // May not consent to what is asked for.

        Assert.Contains("-ReadOnly", Refused("SignInFailed", ByCode), StringComparison.Ordinal);
    }

    [Fact]
    public void Device_code_flow_that_Conditional_Access_blocks_is_said_so()
    {
        Contoso.ConditionalAccess.BlockDeviceCode = true;

        var error = Refused("SignInFailed", ByCode);
        Assert.Contains("Conditional Access blocks this sign-in", error, StringComparison.Ordinal);
        Assert.Contains("Do not use -DeviceCode", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_current_session_stays_where_another_sign_in_fails()
    {
        RunWell(Connect);
        Contoso.ConditionalAccess.BlockDeviceCode = true;
        RunIntoError(ByCode, "SignInFailed");

        Assert.Equal(["AccessToken"], Values("Get-KaceAadSession", "SignInMethod"));
        Assert.Single(RunWell("Get-KaceAadSession -All").Output);
    }

    [Fact]
    public void Only_what_is_asked_for_is_granted_and_the_rest_is_offered_when_it_is_needed()
    {
        using var asked = Asking(answer: true);

        var session = asked.Invoke($"{ByCode} -Scope User.Read, Policy.Read.All, GroupMember.Read.All").Output.Single();
        Assert.DoesNotContain("Policy.ReadWrite.MobilityManagement", (IEnumerable<string>)Property(session, "Scopes")!);

        // One permission is lacking, one question is asked, and the work goes on where it stopped.
        var result = asked.Invoke("Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope All");
        Assert.Empty(result.Errors);
        Assert.Contains("Policy.ReadWrite.MobilityManagement", Assert.Single(_questions), StringComparison.Ordinal);
        Assert.Equal("all", Contoso.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo);
        var scopes = (IEnumerable<string>)Property(asked.Invoke("Get-KaceAadSession").Output.Single(), "Scopes")!;
        Assert.Contains("Policy.ReadWrite.MobilityManagement", scopes);
        Assert.DoesNotContain("Application.ReadWrite.All", scopes);
    }

    [Fact]
    public void Who_declines_to_consent_to_more_is_told_which_permission_lacks()
    {
        using var asked = Asking(answer: false);
        asked.Invoke($"{ByCode} -Scope User.Read, Policy.Read.All");

        var error = Assert.Single(asked.Invoke("Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope All").Errors);

        Assert.StartsWith("KaceAad.MissingScope", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(_questions);
        Assert.Equal("none", Contoso.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo);
    }

    [Fact]
    public void Where_nobody_is_there_to_ask_the_permission_that_lacks_is_named()
    {
        RunWell($"{ByCode} -Scope User.Read, Policy.Read.All");

        Assert.Contains("Policy.ReadWrite.MobilityManagement", RunIntoError("Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope All", "MissingScope"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$WhatIfPreference = $true; Set-KaceMdmUserScope -AppId {0} -Scope All")]
    [InlineData("Invoke-Change -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Get-KaceConsent -AppId {0}")]
    [InlineData("$WhatIfPreference = $true; Get-KaceMdmUserScope -AppId {0}")]
    public void A_preview_of_the_caller_asks_for_no_permission_and_gets_none(string script)
    {
        using var asked = Asking(answer: true);
        asked.Invoke($"{ByCode} -Scope User.Read");
        asked.Invoke("function Invoke-Change { [CmdletBinding(SupportsShouldProcess)] param() Set-KaceMdmUserScope -AppId " + Intune + " -Scope All }");
        Session.Stage.ClearLog();

        var error = Assert.Single(asked.Invoke("& { " + script.Replace("{0}", Intune, StringComparison.Ordinal) + " }").Errors);

        Assert.StartsWith("KaceAad.MissingScope", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_questions);
        Assert.DoesNotContain(Session.Stage.Log, e => e.Path.Contains("devicecode", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "Policy.ReadWrite.MobilityManagement", (IEnumerable<string>)Property(asked.Invoke("Get-KaceAadSession").Output.Single(), "Scopes")!);
    }

    [Theory]
    [InlineData("Set-KaceMdmUserScope -AppId {0} -Scope All -Confirm:$false")]
    [InlineData("$ConfirmPreference = 'None'; Set-KaceMdmUserScope -AppId {0} -Scope All")]
    [InlineData("$WhatIfPreference = $true; Set-KaceMdmUserScope -AppId {0} -Scope All -WhatIf:$false -Confirm:$false")]
    public void Who_wants_no_question_is_signed_in_again_without_one(string script)
    {
        RunWell($"{ByCode} -Scope User.Read, Policy.Read.All");

        RunWell("& { " + script.Replace("{0}", Intune, StringComparison.Ordinal) + " }");

        Assert.Equal("all", Contoso.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo);
    }

    [Fact]
    public void A_preview_ends_no_session()
    {
        RunWell(ByCode);

        Assert.Contains("What if:", RunWell("& { $WhatIfPreference = $true; Disconnect-KaceAad }").HostText, StringComparison.Ordinal);
        Assert.Single(RunWell("Get-KaceAadSession").Output);

        RunWell("Disconnect-KaceAad -WhatIf:$false");
        Assert.Empty(RunWell("Get-KaceAadSession").Output);
    }

    [Fact]
    public void A_revoked_session_says_how_to_sign_in_again()
    {
        RunWell(ByCode);
        Thread.Sleep(TimeSpan.FromSeconds(1.1)); // Times in tokens are whole seconds.
        Emulator.SignIn.TokenExtensions.RevokeSignInSessions(Session.Emulator, Admin.UserPrincipalName);

        var error = RunIntoError("Get-KaceMobilityApp", "SignInRequired");
        Assert.Contains("revoked", error, StringComparison.Ordinal);
        Assert.Contains("Connect-KaceAad -DeviceCode again", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claims_challenge_is_answered_once_and_then_reported()
    {
        RunWell(ByCode);
        RunWell("$Rehearsal.Fault('401 GET /beta/.* claims count=*')");
        RunWell("Get-KaceMobilityApp");

        RunWell("$Rehearsal.Fault('401 GET /beta/.* claims=always count=*')");
        Session.Stage.ClearLog();
        RunIntoError("Get-KaceMobilityApp", "SignInRequired");
        Assert.Equal(2, Session.Stage.Log.Count(e => e is { Origin: "Graph", Status: 401 }));
    }

    private readonly List<string> _questions = [];

    /// <summary>An engine whose person answers.</summary>
    private PowerShellEngine Asking(bool answer)
    {
        var engine = new PowerShellEngine(new EngineOptions
        {
            Choose = question =>
            {
                _questions.Add(question.Message);
                return question.Choices.Select((c, i) => (c, i)).First(x => x.c.Label.Replace("&", "", StringComparison.Ordinal) == (answer ? "Yes" : "No")).i;
            },
        });
        engine.ImportModule(RehearsalSession.Manifest);
        engine.Runspace.SessionStateProxy.SetVariable("Rehearsal", Session.Stage);
        engine.Invoke("New-KaceAadEnvironment Emulator $Rehearsal.Environment.SignInEndpoint $Rehearsal.Environment.GraphEndpoint -TrustedCertificate $Rehearsal.Environment.TrustedCertificate");
        return engine;
    }
}
