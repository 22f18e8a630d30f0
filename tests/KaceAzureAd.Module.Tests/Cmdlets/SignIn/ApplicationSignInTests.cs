using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Certificate, client secret and federated token.</summary>
public sealed class ApplicationSignInTests : SignInTest
{
    private const string ByCertificate = Contosos + " -ClientId " + Automation + " -Certificate $certificate";
    private const string ByPath = Contosos + " -ClientId " + Automation + " -CertificatePath $path";
    private const string BySecret = Contosos + " -Credential $credential";
    private const string ByToken = Contosos + " -ClientId " + Automation + " -FederatedToken $token";

    private static PSCredential Credential(string secret) => new(Automation, Secure(secret));

    private string WorkloadToken => Session.Emulator.OutsideIdentityProvider.IssueToken(Workload);

    [Fact]
    public void A_certificate_signs_in()
    {
        using var certificate = RegisteredCertificate();

        AssertIsAutomation(Connected(ByCertificate, ("certificate", certificate)), "Certificate");
    }

    [Fact]
    public void A_certificate_of_the_users_store_signs_in_by_its_thumbprint_however_it_is_written()
    {
        using var certificate = RegisteredCertificate();
        using var storable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.PersistKeySet);
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadWrite);
        store.Add(storable);
        try
        {
            var asShown = "\u200e" + string.Join(' ', storable.Thumbprint.ToLowerInvariant().Chunk(2).Select(c => new string(c)));
            AssertIsAutomation(Connected(Contosos + " -ClientId " + Automation + " -CertificateThumbprint $thumbprint", ("thumbprint", asShown)), "Certificate");
        }
        finally
        {
            store.Remove(storable);
        }
    }

    [Theory]
    [InlineData("pfx", "open sesame")]
    [InlineData("pfx", null)]
    [InlineData("pem", "open sesame")]
    [InlineData("pem", null)]
    public void A_certificate_file_signs_in(string form, string? password)
    {
        using var certificate = RegisteredCertificate();
        using var folder = new TemporaryFolder();
        var path = Write(folder, certificate, form, password);

        AssertIsAutomation(
            Connected(ByPath + (password is null ? "" : " -CertificatePassword $password"), ("path", path), ("password", password is null ? null : Secure(password))), "Certificate");
    }

    [Fact]
    public void A_client_secret_signs_in() => AssertIsAutomation(Connected(BySecret, ("credential", Credential(AutomationSecret))), "ClientSecret");

    [Fact]
    public void A_federated_token_signs_in_as_text_as_secure_string_and_from_a_script_and_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "token");
        File.WriteAllText(file, WorkloadToken + "\n");
        Environment.SetEnvironmentVariable("KACEAAD_TEST_FEDERATED_TOKEN", WorkloadToken);
        try
        {
            AssertIsAutomation(Connected(ByToken, ("token", WorkloadToken)), "FederatedToken");
            AssertIsAutomation(Connected(ByToken, ("token", Secure(WorkloadToken))), "FederatedToken");
            AssertIsAutomation(Connected(Contosos + " -ClientId " + Automation + " -FederatedToken { [Environment]::GetEnvironmentVariable('KACEAAD_TEST_FEDERATED_TOKEN') }"), "FederatedToken");
            AssertIsAutomation(Connected(Contosos + " -ClientId " + Automation + " -FederatedTokenFile $file", ("file", file)), "FederatedToken");
        }
        finally
        {
            Environment.SetEnvironmentVariable("KACEAAD_TEST_FEDERATED_TOKEN", null);
        }
    }

    [Fact]
    public void The_script_of_a_federated_token_is_asked_again_when_the_session_is_renewed()
    {
        using var folder = new TemporaryFolder();
        var (token, count) = (Path.Combine(folder.Path, "token"), Path.Combine(folder.Path, "count"));
        File.WriteAllText(token, WorkloadToken);
        Session.Emulator.SignIn.AccessTokenLifetime = TimeSpan.FromSeconds(2);
        Connected(Contosos + $" -ClientId {Automation} -FederatedToken {{ [IO.File]::AppendAllText('{count}', 'x'); [IO.File]::ReadAllText('{token}') }}");
        var before = File.ReadAllText(count).Length;
        Thread.Sleep(TimeSpan.FromSeconds(2.1));

        Assert.Equal(["Passed"], Values("Test-KaceAadPrerequisite -Name TenantReachable", "Status"));
        Assert.True(before > 0 && File.ReadAllText(count).Length > before, "The script was not asked again.");
    }

    [Fact]
    public void An_application_does_all_that_Graph_allows_it_and_says_what_it_does_not()
    {
        Connected(BySecret, ("credential", Credential(AutomationSecret)));
        var checks = RunWell(Setting + "Test-KaceAadPrerequisite $setting").Output.ToDictionary(c => $"{Property(c, "Name")}", c => c);

        Assert.Equal("Passed", $"{Property(checks["EntraLicence"], "Status")}");
        Assert.Equal("Skipped", $"{Property(checks["AdministratorRoles"], "Status")}");
        Assert.Equal("Skipped", $"{Property(checks["OtherMdmUserScope"], "Status")}");
        Assert.Contains("signed-in", $"{Property(checks["OtherMdmUserScope"], "Message")}", StringComparison.Ordinal);

        // What an application may write, it writes.
        RunWell("Add-KaceMobilityApp $setting -WarningAction SilentlyContinue");
        RunWell("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false");
        Assert.Contains(Contoso.ServicePrincipals, s => s.AppId == KaceAppId);

        Session.Stage.ClearLog();
        Assert.Contains("Sign in as an administrator", RunIntoError("Set-KaceMdmUserScope $setting -Scope All", "DelegatedSessionRequired"), StringComparison.Ordinal);
        Assert.DoesNotContain(Session.Stage.Log, e => e.Origin == "Graph");
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_is_refused_before_any_request()
    {
        using var expired = MakeCertificate(TimeSpan.FromDays(-2), TimeSpan.FromDays(-1));
        using var early = MakeCertificate(TimeSpan.FromDays(1), TimeSpan.FromDays(2));
        using var certificate = RegisteredCertificate();
        using var keyless = X509CertificateLoader.LoadCertificate(certificate.RawData);
        Session.Stage.ClearLog();

        Assert.Contains("expired on", Refused("CertificateUnusable", ByCertificate, ("certificate", expired)), StringComparison.Ordinal);
        Assert.Contains("not valid before", Refused("CertificateUnusable", ByCertificate, ("certificate", early)), StringComparison.Ordinal);
        Assert.Contains("private key", Refused("CertificateUnusable", ByCertificate, ("certificate", keyless)), StringComparison.Ordinal);
        Refused("CertificateNotFound", Contosos + $" -ClientId {Automation} -CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567");
        Assert.Empty(Session.Stage.Log);
    }

    [Fact]
    public void A_certificate_file_that_cannot_be_opened_is_named()
    {
        using var certificate = RegisteredCertificate();
        using var folder = new TemporaryFolder();
        var path = Write(folder, certificate, "pfx", "open sesame");
        var other = Path.Combine(folder.Path, "noise.pfx");
        File.WriteAllText(other, "no certificate");

        Assert.Contains(path, Refused("CertificateUnusable", ByPath + " -CertificatePassword $password", ("path", path), ("password", Secure("guessed"))), StringComparison.Ordinal);
        Assert.Contains("-CertificatePassword", Refused("CertificateUnusable", ByPath, ("path", path)), StringComparison.Ordinal);
        Refused("CertificateUnusable", ByPath, ("path", other));
        Assert.Contains("not-there.pfx", Refused("CertificateNotFound", ByPath, ("path", Path.Combine(folder.Path, "not-there.pfx"))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_Entra_does_not_take_is_said_in_a_sentence_with_correlation_id_and_time()
    {
        using var unknown = MakeCertificate(TimeSpan.FromDays(-1), TimeSpan.FromDays(1));

        var error = Refused("SignInFailed", ByCertificate, ("certificate", unknown));
        Assert.Contains("The certificate is not registered on the application", error, StringComparison.Ordinal);
        Assert.Contains("AADSTS700027", error, StringComparison.Ordinal);
        Assert.Matches(@"request id [0-9a-f-]{36}, \d{4}-\d\d-\d\d", error);

        Assert.Contains("The client secret is wrong", Refused("SignInFailed", BySecret, ("credential", Credential("guessed"))), StringComparison.Ordinal);
        lock (World.Gate)
        {
            AutomationApp.Secrets[0].EndDateTime = DateTimeOffset.UtcNow.AddDays(-1);
        }

        Assert.Contains("has expired", Refused("SignInFailed", BySecret, ("credential", Credential(AutomationSecret))), StringComparison.Ordinal);
        Assert.Contains("no federated credential", Refused("SignInFailed", ByToken, ("token", Session.Emulator.OutsideIdentityProvider.IssueToken("repo:contoso/other"))), StringComparison.Ordinal);
        Assert.Contains("clock", Refused("SignInFailed", ByToken, ("token", Session.Emulator.OutsideIdentityProvider.IssueToken(Workload, lifetime: TimeSpan.FromMinutes(-5)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_an_hour_off_is_said_so()
    {
        using var certificate = RegisteredCertificate();
        Session.Emulator.SignIn.ClockOffset = TimeSpan.FromHours(1);

        Assert.Contains("Set this machine's clock right", Refused("SignInFailed", ByCertificate, ("certificate", certificate)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tenant_and_client_are_needed_and_have_to_be_right()
    {
        Refused("TenantRequired", "Connect-KaceAad -Environment Emulator -Credential $credential", ("credential", Credential(AutomationSecret)));
        Refused("ClientIdRequired", Contosos + " -FederatedToken x");
        Refused("InvalidClientId", Contosos + " -ClientId my-app -FederatedToken x");
        Assert.Contains("The client application is not known in this tenant", Refused("SignInFailed", "Connect-KaceAad kacecloud.onmicrosoft.com -Environment Emulator -Credential $credential", ("credential", Credential(AutomationSecret))), StringComparison.Ordinal);
        Assert.Contains("The tenant was not found", Refused("SignInFailed", "Connect-KaceAad nowhere.example -Environment Emulator -Credential $credential", ("credential", Credential(AutomationSecret))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_federated_token_that_is_not_there_is_said_so()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "token");
        Assert.Contains(file, Refused("FederatedTokenUnavailable", Contosos + $" -ClientId {Automation} -FederatedTokenFile $file", ("file", file)), StringComparison.Ordinal);
        File.WriteAllText(file, " \n");
        Refused("FederatedTokenUnavailable", Contosos + $" -ClientId {Automation} -FederatedTokenFile $file", ("file", file));
        Assert.Contains("wrote nothing", Refused("FederatedTokenUnavailable", Contosos + $" -ClientId {Automation} -FederatedToken {{ }}"), StringComparison.Ordinal);
        Assert.Contains("no token today", Refused("FederatedTokenUnavailable", Contosos + $" -ClientId {Automation} -FederatedToken {{ throw 'no token today' }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_repeats_the_secret_does_not_make_it_shown()
    {
        Session.Emulator.Faults.Add(new FaultRule
        {
            Origin = "SignIn", Method = "POST", Path = "/.*/token", Status = 400, ContentType = "application/json",
            Body = $$"""{"error":"invalid_client","error_description":"AADSTS7000215: Secret {{AutomationSecret}} is wrong, token {{WorkloadToken}} too."}""",
        });

        var error = Refused("SignInFailed", BySecret, ("credential", Credential(AutomationSecret)));

        Assert.Contains("Secret (secret) is wrong, token (secret) too", error, StringComparison.Ordinal);
        Assert.DoesNotContain(AutomationSecret, error, StringComparison.Ordinal);
    }

    private void AssertIsAutomation(PSObject session, string way)
    {
        Assert.Equal(way, $"{Property(session, "SignInMethod")}");
        Assert.Equal(Session.Stage.TenantId, Property(session, "TenantId"));
        Assert.Equal(Automation, Property(session, "ClientId"));
        Assert.Equal(true, Property(session, "IsAppOnly"));
        Assert.Contains("Directory.Read.All", (IEnumerable<string>)Property(session, "Scopes")!);
        Assert.Equal(["Passed"], Values("Test-KaceAadPrerequisite -Name TenantReachable", "Status"));
    }

    private static string Write(TemporaryFolder folder, X509Certificate2 certificate, string form, string? password)
    {
        var path = Path.Combine(folder.Path, "app." + form);
        if (form == "pfx")
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
            return path;
        }

        using var key = certificate.GetRSAPrivateKey()!;
        var keyText = password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + keyText + "\n");
        return path;
    }
}
