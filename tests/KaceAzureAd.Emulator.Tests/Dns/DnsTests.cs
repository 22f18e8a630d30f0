using DnsClient;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Dns;

/// <summary>The emulated DNS, asked by a real client.</summary>
public sealed class DnsTests : IAsyncLifetime
{
    private const string Enrollment = "enterpriseenrollment.contoso.example";

    private EmulatorHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(Scenario.Load("dns-elsewhere"), Stop);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_alias_is_answered_over_udp_and_tcp(bool useTcpOnly)
    {
        var answer = await AskAsync("EnterpriseEnrollment.contoso.example", QueryType.CNAME, useTcpOnly);
        Assert.Equal("enterpriseenrollment-s.manage.microsoft.com.", Assert.Single(answer.Answers.CnameRecords()).CanonicalName.Value);
        var entry = Assert.Single(_host.Log.Entries);
        Assert.Equal(("QUERY", Enrollment, "Dns", 0), (entry.Method, entry.Path.Split(' ')[0].ToLowerInvariant(), entry.Origin, entry.Status));
    }

    [Fact]
    public async Task An_address_is_found_through_its_alias()
    {
        _host.World.Dns.Add(new DnsRecord { Name = "enterpriseenrollment-s.manage.microsoft.com", Type = "A", Value = "192.0.2.7" });
        var answer = await AskAsync(Enrollment, QueryType.A);
        Assert.Single(answer.Answers.CnameRecords());
        Assert.Equal("192.0.2.7", Assert.Single(answer.Answers.ARecords()).Address.ToString());
    }

    [Theory]
    [InlineData("enterpriseenrollment.fabrikam.example", DnsHeaderResponseCode.NotExistentDomain)]
    [InlineData("contoso.example", DnsHeaderResponseCode.NoError)]
    [InlineData("ontoso.example", DnsHeaderResponseCode.NotExistentDomain)]
    public async Task What_has_no_record_does_not_exist_unless_names_below_it_do(string name, DnsHeaderResponseCode code)
    {
        var answer = await AskAsync(name, QueryType.CNAME);
        Assert.Equal(code, answer.Header.ResponseCode);
        Assert.Empty(answer.Answers);
    }

    [Fact]
    public async Task Another_class_is_refused() => Assert.Equal(
        DnsHeaderResponseCode.Refused, (await Client().QueryAsync(new DnsQuestion(Enrollment, QueryType.CNAME, QueryClass.CH), Stop)).Header.ResponseCode);

    [Fact]
    public async Task The_server_may_fail_or_never_answer()
    {
        _host.World.Behaviour.Dns = "Fail";
        Assert.Equal(DnsHeaderResponseCode.ServerFailure, (await AskAsync(Enrollment, QueryType.CNAME)).Header.ResponseCode);
        _host.World.Behaviour.Dns = "Ignore";
        await Assert.ThrowsAsync<DnsResponseException>(() => AskAsync(Enrollment, QueryType.CNAME));
        Assert.Single(_host.Log.Entries);
    }

    private Task<IDnsQueryResponse> AskAsync(string name, QueryType type, bool useTcpOnly = false) => Client(useTcpOnly).QueryAsync(name, type, cancellationToken: Stop);

    private LookupClient Client(bool useTcpOnly = false) => new(new LookupClientOptions(_host.Dns)
    {
        UseCache = false, UseTcpOnly = useTcpOnly, Timeout = TimeSpan.FromMilliseconds(_host.World.Behaviour.Dns == "Ignore" ? 300 : 5000), Retries = 0,
    });
}
