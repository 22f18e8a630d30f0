using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>No byte that the module prints, throws, formats or serializes holds a secret.</summary>
public sealed partial class SecretTests : CmdletTest
{
    private const string Everything = """
        Get-KaceAadSession | Out-Default
        $setting | Out-Default
        Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer
        Add-KaceMobilityApp $setting
        Compare-KaceMdmUri $setting
        Set-KaceMdmUri $setting
        Grant-KaceConsent $setting -Permission User.Read -Confirm:$false
        Set-KaceMdmUserScope $setting -Scope All
        Get-KaceMobilityApp
        Get-KaceConsent $setting
        Get-KaceMdmUserScope $setting
        Test-KaceAadConnection $setting
        Set-KaceMdmUserScope $setting -Scope Some -Group Sales
        Add-KaceMobilityApp -AppId 11111111-2222-3333-4444-555555555555
        $Rehearsal.Fault('403 GET /beta/policies/.* count=*')
        Get-KaceMdmUserScope $setting
        $Rehearsal.Fault('401 GET /v1.0/servicePrincipals.* count=*')
        Get-KaceMobilityApp $setting
        Connect-KaceAad -Environment Global -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')
        Connect-KaceAad 11111111-2222-3333-4444-555555555555 -Environment Emulator -DeviceCode
        Get-KaceAadSession
        Get-KaceAadEnvironment
        """;

    [Theory]
    [InlineData("Connect-KaceAad contoso.example -Environment Emulator -DeviceCode")]
    [InlineData(Connect)]
    public void Nothing_that_is_shown_or_serialized_holds_a_token_or_a_password(string connect)
    {
        var result = Run($"$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; {connect}; {Setting} {Everything}");
        Assert.True(result.Errors.Count >= 6, "The run was meant to fail in places, too.");

        var all = string.Join(Environment.NewLine, Everywhere(result));

        Assert.Contains("POST /v1.0/$batch", all, StringComparison.Ordinal);
        Assert.DoesNotMatch(Token(), all);
        foreach (var secret in World.Tenants.SelectMany(t => t.Users).Select(u => u.Password).Append(World.KaceCloud.AppSecret).Where(s => s.Length > 0))
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_search_finds_a_token_where_there_is_one() =>
        Assert.Matches(Token(), new NetworkCredential("", Session.Stage.AccessToken("admin", "User.Read")).Password);

    private static IEnumerable<string> Everywhere(EngineResult result)
    {
        yield return result.HostText;
        foreach (var text in result.Verbose.Concat(result.Debug).Concat(result.Warnings).Concat(result.Information.Select(i => $"{i.MessageData}")).Concat(result.Progress.Select(p => p.ToString())))
        {
            yield return text;
        }

        foreach (var error in result.Errors)
        {
            yield return PSSerializer.Serialize(error, 4);
            yield return error.Exception.ToString();
            yield return $"{error} {error.ErrorDetails?.RecommendedAction} {error.TargetObject} {error.ScriptStackTrace}";
        }

        // Deep enough to follow every public member, as ConvertTo-Json and Export-Clixml would.
        foreach (var output in result.Output)
        {
            yield return PSSerializer.Serialize(output, 6);
        }
    }

    // A JSON Web Token, or one of the emulator's opaque refresh tokens and device codes as MSAL would hand them over.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{20,}|refresh_token|device_code=|client_secret|Bearer [A-Za-z0-9]", RegexOptions.None, 5000)]
    private static partial Regex Token();
}
