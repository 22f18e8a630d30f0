using KaceAzureAd.Module.Tests.Cmdlets;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>samples/azure-automation/Test-KaceConnection.ps1, with a managed identity as Azure Automation announces it.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class CheckingRunbookTests : SampleTest
{
    protected override string ScenarioName => "app-only";

    private string Script => $"& '{Sample("azure-automation/Test-KaceConnection.ps1")}' {UriParameters} -Environment Emulator ";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", Session.Emulator.ManagedIdentity.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Session.Emulator.ManagedIdentity.Header);
    }

    public override async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ClientId 7f3c2a10-5b7e-4c55-9d64-0c0a70500522")]
    public void Where_all_is_well_the_job_ends_well_and_its_output_is_the_report(string identity)
    {
        ConnectTenant();

        var report = $"{Assert.Single(RunWell(Script + identity).Output)}";

        Assert.Contains("EnterpriseApplication", report, StringComparison.Ordinal);
        Assert.Contains("MdmUserScope", report, StringComparison.Ordinal);
        Assert.Empty(RunWell("Get-KaceAadSession -All").Output);
    }

    [Fact]
    public void Where_something_failed_the_job_fails_and_its_output_still_has_the_report()
    {
        var result = Run(Script);

        Assert.Contains("EnterpriseApplication", $"{result.Failure}", StringComparison.Ordinal);
        Assert.Contains("EnterpriseApplication", $"{Assert.Single(result.Output)}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_that_is_not_there_fails_the_job() =>
        Assert.StartsWith("KaceAad.ManagedIdentityUnavailable", Run(Script + "-ClientId 11111111-2222-3333-4444-555555555555").Failure?.FullyQualifiedErrorId, StringComparison.Ordinal);
}
