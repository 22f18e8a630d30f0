namespace KaceAzureAd.Module.Tests.Cmdlets;

[Collection(nameof(ProcessEnvironment))]
public sealed class ClientIdTests : CmdletTest
{
    [Fact]
    public void The_client_id_comes_from_the_parameter_else_from_the_environment_variable()
    {
        const string Script = "try { Connect-KaceAad -TenantId contoso.example -Environment Emulator -DeviceCode%CLIENT% -ErrorAction Stop } catch { $_.Exception.Message }";
        Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", "11111111-2222-3333-4444-555555555555");
        try
        {
            Assert.Contains("11111111-2222-3333-4444-555555555555", Message(""), StringComparison.Ordinal);
            Assert.Contains("99999999-2222-3333-4444-555555555555", Message(" -ClientId 99999999-2222-3333-4444-555555555555"), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", null);
        }

        string Message(string client) => $"{RunWell(Script.Replace("%CLIENT%", client, StringComparison.Ordinal)).Output.Single()}";
    }
}
