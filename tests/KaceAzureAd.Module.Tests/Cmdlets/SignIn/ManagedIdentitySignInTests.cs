using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>The endpoint of Azure Automation and App Service, announced in the environment as there (facts.md 6.4).</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ManagedIdentitySignInTests : SignInTest
{
    private const string SystemAssigned = "Connect-KaceAad -Environment Emulator -ManagedIdentity";
    private const string UserAssigned = "7f3c2a10-5b7e-4c55-9d64-0c0a70500522";

    [Theory]
    [InlineData("", "7f3c2a10-5b7e-4c55-9d64-0c0a70500512")]
    [InlineData(" -ClientId " + UserAssigned, UserAssigned)]
    [InlineData(" -ObjectId 7f3c2a10-5b7e-4c55-9d64-0c0a70500521", UserAssigned)]
    [InlineData(" -ResourceId /subscriptions/7f3c2a10-5b7e-4c55-9d64-0c0a70500530/resourceGroups/automation/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kace-runbooks", UserAssigned)]
    [InlineData(" -TenantId contoso.example", "7f3c2a10-5b7e-4c55-9d64-0c0a70500512")]
    public void An_identity_of_the_resource_signs_in(string which, string clientId) => InAzure(() =>
    {
        var session = Connected(SystemAssigned + which);

        Assert.Equal("ManagedIdentity", $"{Property(session, "SignInMethod")}");
        Assert.Equal(clientId, Property(session, "ClientId"));
        Assert.Equal(true, Property(session, "IsAppOnly"));
        Assert.Equal(["Passed"], Values("Test-KaceAadPrerequisite -Name TenantReachable", "Status"));
    });

    [Fact]
    public void The_client_id_for_people_does_not_choose_the_identity() => InAzure(() =>
    {
        Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", Automation);
        try
        {
            Assert.Equal("7f3c2a10-5b7e-4c55-9d64-0c0a70500512", Property(Connected(SystemAssigned), "ClientId"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", null);
        }
    });

    [Fact]
    public void A_token_for_another_tenant_than_asked_for_is_refused() => InAzure(() =>
        Assert.Contains("kacecloud.onmicrosoft.com", Refused("TokenForAnotherTenant", SystemAssigned + " -TenantId kacecloud.onmicrosoft.com"), StringComparison.Ordinal));

    [Fact]
    public void An_identity_that_the_resource_does_not_have_is_said_so() => InAzure(() =>
        Assert.Contains("-ObjectId", Refused("ManagedIdentityUnavailable", SystemAssigned + " -ClientId 11111111-2222-3333-4444-555555555555"), StringComparison.Ordinal));

    [Fact]
    public void An_endpoint_that_fails_is_told_from_an_identity_that_is_not_there() => InAzure(() =>
    {
        Session.Emulator.Faults.Add(FaultRule.Parse("500 GET /.* count=* origin=ManagedIdentity"));
        Refused("SignInUnavailable", SystemAssigned);
    });

    [Fact]
    public void An_endpoint_that_is_not_there_is_said_so()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:9/oauth2/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "x");
        try
        {
            Refused("ManagedIdentityUnavailable", SystemAssigned);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    private void InAzure(Action test)
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", Session.Emulator.ManagedIdentity.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Session.Emulator.ManagedIdentity.Header);
        try
        {
            test();
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }
}
