using System.Globalization;
using System.Management.Automation;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>
/// An id is the same wherever it is given, and whatever was pasted along with it: one reader (GivenId) is asked everywhere.
/// </summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class PastedIdTests : SignInTest
{
    private const string Pilot = "Windows Pilot";
    private const string ByCredential = "Connect-KaceAad $tenant -Credential $credential -Environment Emulator";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Forms =>
        [" {0}", "{0} ", "{0}\r\n", "{0}\u00a0", "\ufeff{0}", "{0}\u200b", "{{{0}}}", " {{{0}}}\u00a0"];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_tenant_and_a_client_are_signed_in_to(string form)
    {
        var session = Connected(
            "Connect-KaceAad $tenant -ClientId $client -Certificate $certificate -Environment Emulator",
            ("tenant", Pasted(form, Contoso.Id)), ("client", Pasted(form, Automation)), ("certificate", RegisteredCertificate()));

        Assert.Equal((Contoso.Id, Automation), (Property(session, "TenantId"), Property(session, "ClientId")));
        Assert.Equal(Contoso.Id, Property(Connected(ByCredential, ("tenant", Pasted(form, Contoso.Id)), Credential(form)), "TenantId"));
    }

    [Theory]
    [InlineData(" {0}")]
    [InlineData("{0}\u00a0")]
    [InlineData("\ufeff{0}\r\n")]
    public void A_domain_is_signed_in_to(string form) =>
        Assert.Equal(
            Contoso.Id, Property(Connected(ByCredential, ("tenant", Pasted(form, "contoso.example")), Credential(form)), "TenantId"));

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_environment_variable_names_a_client(string form)
    {
        Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", Pasted(form, Automation));
        try
        {
            var session = Connected(
                "Connect-KaceAad $tenant -Certificate $certificate -Environment Emulator",
                ("tenant", Contoso.Id), ("certificate", RegisteredCertificate()));

            Assert.Equal(Automation, Property(session, "ClientId"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KACEAAD_CLIENT_ID", null);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_application_a_group_and_a_tenant_are_found(string form)
    {
        RunWell(Connect);
        var group = Contoso.Groups.Single(g => g.DisplayName == Pilot).Id;
        var pasted = new (string, object?)[]
        {
            ("app", Pasted(form, KaceAppId)), ("tenant", Pasted(form, Contoso.Id)), ("group", Pasted(form, group)),
            ("graph", Pasted(form, "00000003-0000-0000-c000-000000000000")), ("journal", Path.Combine(_folder.Path, "one.journal.jsonl")),
        };

        WellRun("Add-KaceMobilityApp -AppId $app", pasted);
        Assert.Equal("Some", $"{Property(TheOnly("Set-KaceMdmUserScope -AppId $app -Scope Some -Group $group", pasted), "Scope")}");
        TheOnly("Get-KaceMobilityApp -AppId $app", pasted);
        TheOnly("Grant-KaceConsent -AppId $app -Permission Device.Read.All -ResourceAppId $graph -Confirm:$false", pasted);
        TheOnly("Set-KaceMdmUserScope -AppId $app -Scope None -JournalPath $journal", pasted);
        TheOnly("Undo-KaceAadChange $journal -TenantId $tenant -Confirm:$false", pasted);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Settings_have_them_as_Microsoft_Entra_writes_them(string form)
    {
        var path = WriteRows($"\"{Pasted(form, Contoso.Id)}\",{Uris},\"{Pasted(form, KaceAppId)}\"");
        var pasted = new (string, object?)[] { ("app", Pasted(form, KaceAppId)), ("path", path) };

        var imported = TheOnly("Import-KaceAadSetting $path", pasted);
        Assert.Equal((Contoso.Id, KaceAppId), (Property(imported, "TenantId"), Property(imported, "AppId")));
        Assert.Equal(KaceAppId, Property(TheOnly("$Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $app", pasted), "AppId"));
    }

    [Fact]
    public void Two_rows_of_one_tenant_are_known_however_it_is_written()
    {
        var path = WriteRows($"{Contoso.Id},{Uris},", $"{{{Contoso.Id}}}\u00a0,{Uris},");

        TheError(Run("Import-KaceAadSetting $path", ("path", path)), "SettingTenantRepeated");
    }

    [Theory]
    [InlineData("-TenantId 'contoso\u200b.example' -ClientId 7f3c2a10-5b7e-4c55-9d64-0c0a70500502", "InvalidTenant")]
    [InlineData("-TenantId contoso.example -ClientId '7f3c2a10-5b7e\u00a0-4c55-9d64-0c0a70500502'", "InvalidClientId")]
    public void What_can_be_none_is_refused_before_anybody_signs_in(string who, string code)
    {
        Session.Stage.ClearLog();

        Refused(code, $"Connect-KaceAad {who} -DeviceCode -Environment Emulator");

        Assert.Empty(Session.Stage.Log);
    }

    private string Uris => string.Join(
        ',',
        Session.Stage.SettingText.Split('\n', '\t').Where(l => l.StartsWith("https://", StringComparison.Ordinal)).Select(l => l.Trim()));

    private static (string, object?) Credential(string form) =>
        ("credential", new PSCredential(Pasted(form, Automation), Secure(AutomationSecret)));

    private static string Pasted(string form, string id) => string.Format(CultureInfo.InvariantCulture, form, id);

    private string WriteRows(params string[] rows)
    {
        var path = Path.Combine(_folder.Path, "tenants.csv");
        File.WriteAllLines(path, ["TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri,AppId", .. rows]);
        return path;
    }

    private PSObject TheOnly(string script, (string, object?)[] variables) => Assert.Single(WellRun(script, variables).Output);

    private EngineResult WellRun(string script, (string, object?)[] variables) => Well(Run(script, variables));
}
