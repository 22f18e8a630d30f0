using System.Diagnostics;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Rehearsal;

/// <summary>The rehearsal as it is run from a command line: exit code and last words.</summary>
public sealed class RehearsalProcessTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("direct-onboard")]
    [InlineData("slow-replication")]
    [InlineData("connected")]
    public async Task The_whole_job_connects_the_tenant(string scenario)
    {
        var (exitCode, output) = await RunAsync("--scenario", scenario);

        Assert.True(exitCode == 0, output);
        Assert.Contains("0 of them changed something", output, StringComparison.Ordinal);
        Assert.Contains("Contoso is connected", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-licence", "EntraLicence")]
    [InlineData("intune-all", "OtherMdmUserScope")]
    [InlineData("on-premises", "OnPremisesKaceApp")]
    [InlineData("join-disabled", "DeviceJoin")]
    public Task A_tenant_that_is_not_ready_stops_it(string scenario, string check) => FailsAsync($"A prerequisite is not as it should be: {check}", "--scenario", scenario);

    [Theory]
    [InlineData("""{ "base": "default", "faults": ["500 POST /.*/devicecode.* origin=SignIn count=*"] }""", "KaceAad.SignInUnavailable")]
    [InlineData("""{ "base": "default", "faults": ["404 GET /contoso/onboard origin=KaceCloud count=*"] }""", "KaceAad.AppIdNotFound")]
    [InlineData("""{ "base": "default", "faults": ["403 POST /v1.0/servicePrincipals count=*"] }""", "KaceAad.AccessDenied")]
    [InlineData("""{ "base": "default", "faults": ["403 PATCH /beta/policies/.* count=*"] }""", "the MDM discovery URL is")]
    [InlineData("""{ "base": "default", "faults": ["pass PATCH /beta/policies/.*", "403 PATCH /beta/policies/.* count=*"] }""", "the MDM user scope is none, not all")]
    [InlineData("""{ "base": "default", "kaceCloud": { "appSecret": "wrong" } }""", "Verify Azure AD Settings says: Azure AD settings could not be verified")]
    [InlineData("""{ "base": "default", "faults": ["503 GET /contoso/TermsOfUse.* origin=KaceCloud count=*"] }""", "The connection is not as it should be: TermsOfUseEndpoint")]
    public async Task A_step_that_breaks_makes_it_fail(string scenario, string words)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "scenario.json");
        await File.WriteAllTextAsync(file, scenario, TestContext.Current.CancellationToken);

        await FailsAsync(words, "--scenario", file);
    }

    [Theory]
    [InlineData("$Rehearsal.TenantId", 0, "7f3c2a10-5b7e-4c55-9d64-0c0a70500001")]
    [InlineData("Get-KaceAadEnvironment Global", 0, "https://graph.microsoft.com/")]
    [InlineData("throw 'it broke'", 1, "it broke")]
    [InlineData("Get-KaceMobilityApp", 1, "KaceAad.NoSession")]
    [InlineData("Import-Module nowhere -ErrorAction SilentlyContinue; 'went on'", 0, "went on")]
    public async Task A_script_runs_with_the_stage_in_scope(string script, int expected, string words)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "script.ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("--script", file);

        Assert.Equal(expected, exitCode);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_customers_are_made_of_the_scenarios()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "script.ps1");
        await File.WriteAllTextAsync(
            file,
            """
            foreach ($tenant in $Rehearsal.Tenants) {
                $session = Connect-KaceAad -TenantId $tenant.Id -Environment $Rehearsal.Environment -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', 'User.Read')
                "$($session.TenantId -eq $tenant.Id) $($tenant.Domain) $($Rehearsal.SettingTextOf($tenant.Id) -match "/$($tenant.Subdomain)/TermsOfUse")"
            }
            $Rehearsal.DnsServer
            """,
            TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("--scenario", "connected", "--tenants", "2", "--script", file);

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"^True tenant0001\.example True\s+True tenant0002\.example True\s+127\.0\.0\.1:\d+\s*$", output);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public Task A_number_of_tenants_that_is_none_is_refused(string number) => FailsAsync("--tenants", "--tenants", number);

    private static async Task FailsAsync(string words, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.DoesNotContain("is connected", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KaceAzureAd.Rehearsal.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
