namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>What holds for every writer: it does it, once, and not where it is only asked what it would do.</summary>
public sealed class WriterTests : CmdletTest
{
    public static TheoryData<string, string> Writers => new()
    {
        { "", "Add-KaceMobilityApp $setting" },
        { "Add-KaceMobilityApp $setting > $null;", "Set-KaceMdmUri $setting" },
        { "Add-KaceMobilityApp $setting > $null;", "Set-KaceMdmUserScope $setting -Scope All" },
        { "Add-KaceMobilityApp $setting > $null;", "Set-KaceMdmUserScope $setting -Scope Some -Group 'windows pilot', 7f3c2a10-5b7e-4c55-9d64-0c0a70500202" },
        { "Add-KaceMobilityApp $setting > $null;", "Grant-KaceConsent $setting -Permission User.Read, profile -Confirm:$false" },
        { "Add-KaceMobilityApp $setting > $null;", "Grant-KaceConsent -AppId $setting.AppId -Permission Device.Read.All, Group.Read.All -Type Application -Confirm:$false" },
    };

    [Theory]
    [MemberData(nameof(Writers))]
    public void It_writes_once_and_returns_the_state_left(string before, string writer)
    {
        RunWell(Connect + Setting + before);
        Session.Stage.ClearLog();
        var first = RunWell(writer).Output;
        Assert.NotEmpty(Writes);
        Assert.NotEmpty(first);

        Session.Stage.ClearLog();
        var second = RunWell(writer).Output;
        Assert.Empty(Writes);
        Assert.Equal(first.Select(Text), second.Select(Text));

        static string Text(System.Management.Automation.PSObject o) => string.Join("; ", o.Properties.Select(p => $"{p.Name}={(p.Value is IEnumerable<object> many ? string.Join(',', many) : p.Value)}"));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void WhatIf_says_what_it_would_do_and_does_not(string before, string writer)
    {
        RunWell(Connect + Setting + before);
        Session.Stage.ClearLog();

        Assert.Contains("What if:", RunWell(writer + " -WhatIf").HostText, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Nobody_there_to_confirm_means_that_nothing_is_done(string before, string writer)
    {
        RunWell(Connect + Setting + before);
        Session.Stage.ClearLog();

        Assert.NotEmpty(Run(writer.Replace(" -Confirm:$false", "") + " -Confirm").Errors);
        Assert.Empty(Writes);
    }

    [Fact]
    public void Browser_consent_with_WhatIf_shows_no_page()
    {
        var text = RunWell(Connect + Setting + "Grant-KaceConsent $setting -NoBrowser -TimeoutSec 2 -WhatIf").HostText;

        Assert.Contains("What if:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Open this address", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_id_that_no_directory_knows_is_said_so() =>
        RunIntoError(Connect + "Add-KaceMobilityApp -AppId 11111111-2222-3333-4444-555555555555", "AppNotFound");

    [Fact]
    public void An_app_id_that_is_none_is_said_so() => RunIntoError(Connect + "Add-KaceMobilityApp -AppId nonsense", "InvalidAppId");

    [Fact]
    public void A_missing_role_is_denied_with_the_permissions_and_roles_named()
    {
        var scopes = "'Application.ReadWrite.All', 'Policy.ReadWrite.MobilityManagement', 'GroupMember.Read.All', 'Directory.Read.All'";
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting");
        RunWell($"Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('reader', {scopes})");

        var message = RunIntoError("Set-KaceMdmUserScope $setting -Scope All", "AccessDenied");
        Assert.Contains("Policy.ReadWrite.MobilityManagement", message, StringComparison.Ordinal);
        Assert.Contains("Cloud Device Administrator", message, StringComparison.Ordinal);
        Assert.Equal("none", KacePolicy.AppliesTo);
    }

    [Fact]
    public void A_missing_permission_is_refused_before_any_request()
    {
        RunWell(Setting + "Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'Policy.Read.All')");
        Session.Stage.ClearLog();

        Assert.Contains("Policy.ReadWrite.MobilityManagement", RunIntoError("Set-KaceMdmUserScope $setting -Scope All", "MissingScope"), StringComparison.Ordinal);
        Assert.Empty(Session.Stage.Log);
    }

    [Theory]
    [InlineData("Set-KaceMdmUri $setting -WhatIf")]
    [InlineData("Set-KaceMdmUserScope $setting -Scope All")]
    [InlineData("Get-KaceMdmUserScope $setting")]
    public void Where_the_application_is_not_there_the_advice_is_to_add_it(string cmdlet)
    {
        RunWell(Connect + Setting);

        Assert.Contains("Add-KaceMobilityApp", RunIntoError(cmdlet, "AppNotFound"), StringComparison.Ordinal);
    }

    [Fact]
    public void Debugging_alone_asks_nothing()
    {
        var result = RunWell(Connect + Setting + "Get-KaceMobilityApp -Debug > $null");

        Assert.Empty(result.Verbose);
        Assert.NotEmpty(result.Debug);
        Assert.NotEmpty(RunWell("Get-KaceMobilityApp -Debug -Verbose > $null").Verbose);
    }
}
