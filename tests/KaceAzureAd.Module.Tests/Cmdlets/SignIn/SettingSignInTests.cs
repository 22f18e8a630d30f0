using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.SignIn;

/// <summary>Settings from the pipeline say which tenant to sign in to.</summary>
public sealed class SettingSignInTests : CmdletTest
{
    private const string Token = "$token = $Rehearsal.AccessToken('admin', 'User.Read');";
    private const string Row = "\"TermsOfUseUri\": \"https://a.example/\", \"DiscoveryUri\": \"https://a.example/\", \"OnBoardUri\": \"https://a.example/\", \"AppId\": \"8d5f6b72-3a94-4c1e-b0d7-6b6163656d01\"";

    [Theory]
    [InlineData("Import-KaceAadSetting $path | Connect-KaceAad")]
    [InlineData("$setting = Import-KaceAadSetting $path; Connect-KaceAad -TenantId $setting")]
    [InlineData("$setting = Import-KaceAadSetting $path; Connect-KaceAad -TenantId $setting, $setting")]
    public void The_tenant_is_the_one_that_the_settings_belong_to(string script)
    {
        var tenants = Well(WithFile(Session.Stage.TenantId, script)).Output.Select(s => s.Properties["TenantId"].Value);

        Assert.Equal([Session.Stage.TenantId], tenants.Distinct());
    }

    [Fact]
    public void Settings_of_no_tenant_sign_in_to_none_and_say_so()
    {
        var message = TheError(WithFile("", "Import-KaceAadSetting $path | Connect-KaceAad"), "InvalidTenant");

        Assert.Contains("'no tenant, in KACE Cloud at a.example, appId ", message, StringComparison.Ordinal);
        Assert.Empty(RunWell("Get-KaceAadSession -All").Output);
    }

    [Fact]
    public void A_tenant_that_the_settings_do_not_belong_to_is_refused_with_the_token_of_another()
    {
        var message = TheError(WithFile("7f3c2a10-5b7e-4c55-9d64-0c0a705099ff", "Import-KaceAadSetting $path | Connect-KaceAad"), "TokenForAnotherTenant");

        Assert.Contains("7f3c2a10-5b7e-4c55-9d64-0c0a705099ff", message, StringComparison.Ordinal);
    }

    private EngineResult WithFile(string tenant, string script)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "tenants.json");
        File.WriteAllText(path, $$"""[ { "TenantId": "{{tenant}}", {{Row}} } ]""");
        return Run($"{Token} $path = '{path}'; {script} -Environment Emulator -AccessToken $token");
    }
}
