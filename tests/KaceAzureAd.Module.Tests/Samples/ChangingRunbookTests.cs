using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>samples/azure-automation/Set-KaceConnection.ps1, with a stand-in for the cmdlet of Azure Automation that reads a variable.</summary>
public sealed class ChangingRunbookTests : SampleTest
{
    private const string Console = "5d1e8b40-2c6f-4f3a-8b7d-666162720042";

    private string _token = "";

    protected override string ScenarioName => "partner";

    private string Script => $"& '{Sample("azure-automation/Set-KaceConnection.ps1")}' -TenantId contoso.example -ClientId {Console} {UriParameters} -Environment Emulator ";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _token = Session.Emulator.RefreshToken("contoso.example", "partner@fabrikam.example", Console);
        RunWell($$"""
            function global:Get-AutomationVariable {
                param([Parameter(Mandatory, Position = 0)] [string] $Name)
                if ($Name -cne 'KaceRefreshToken') { throw "Get-AutomationVariable: The variable '$Name' was not found." }
                '{{_token}}'
            }
            """);
    }

    [Fact]
    public void The_tenant_is_connected_with_nobody_present_and_the_output_has_the_journal_and_no_token()
    {
        RunWell(Setting + "$Rehearsal.AcceptInBrowser($setting.OnBoardUri)");

        var result = RunWell(Script);

        Assert.Equal("Connected", TheOnly(result, "KaceAadConnection", "Status"));
        Assert.Equal("all", KacePolicy.AppliesTo);
        Assert.Contains(result.Output, o => $"{o}".Contains("\"record\":\"change\"", StringComparison.Ordinal));
        Assert.Empty(RunWell("Get-KaceAadSession -All").Output);
        var everything = SecretSearch.Everything(result);
        Assert.DoesNotContain(_token, everything, StringComparison.Ordinal);
        Assert.DoesNotMatch(SecretSearch.Token(), everything);
    }

    [Fact]
    public void A_journal_of_its_own_path_stays_there()
    {
        RunWell(Setting + "$Rehearsal.AcceptInBrowser($setting.OnBoardUri)");
        var journal = Path.Combine(Folder, "contoso.journal.jsonl");

        Assert.Equal("KaceAadConnection", Assert.Single(RunWell(Script + $"-JournalPath '{journal}'").Output).TypeNames[0].Split('.')[^1]);

        Assert.Contains("\"record\":\"change\"", File.ReadAllText(journal), StringComparison.Ordinal);
    }

    [Fact]
    public void Consent_that_does_not_come_fails_the_job_with_its_result_in_the_output()
    {
        var result = Run(Script + "-TimeoutSec 1");

        Assert.Contains("The tenant is not connected", $"{result.Failure}", StringComparison.Ordinal);
        Assert.Equal("Waiting", TheOnly(result, "KaceAadConnection", "Status"));
        Assert.Equal("none", KacePolicy.AppliesTo);
    }

    [Fact]
    public void A_variable_that_is_not_there_fails_the_job() =>
        Assert.Contains("was not found", $"{Run(Script + "-VariableName Other").Failure}", StringComparison.Ordinal);
}
