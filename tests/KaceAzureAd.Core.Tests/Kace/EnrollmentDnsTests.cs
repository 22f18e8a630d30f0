using System.Diagnostics;
using KaceAzureAd.Emulator.Dns;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Kace;

/// <summary>Looking up enterpriseenrollment names with a real DNS server on loopback.</summary>
public sealed class EnrollmentDnsTests : IDisposable
{
    private readonly World _world = new();
    private readonly DnsService _dns;

    public EnrollmentDnsTests()
    {
        _world.Dns.Add(new DnsRecord { Name = "enterpriseenrollment.contoso.example", Value = "enterpriseenrollment-s.manage.microsoft.com" });
        _world.Dns.Add(new DnsRecord { Name = "enterpriseenrollment.adatum.example", Type = "A", Value = "192.0.2.7" });
        _dns = DnsService.Start(_world, new RequestLog());
    }

    public void Dispose() => _dns.Dispose();

    [Fact]
    public async Task Each_domain_has_its_CNAME_or_none_in_the_order_given() => Assert.Equal(
        [new("fabrikam.example", null, null), new("contoso.example", "enterpriseenrollment-s.manage.microsoft.com", null), new("adatum.example", null, null)],
        await LookUpAsync(["fabrikam.example", "contoso.example", "adatum.example"]));

    [Fact]
    public async Task A_hundred_domains_are_looked_up_side_by_side()
    {
        _world.Behaviour.LatencyMs = 100;
        var clock = Stopwatch.StartNew();

        var names = await LookUpAsync([.. Enumerable.Range(0, 100).Select(i => $"d{i}.example")]);

        Assert.All(names, n => Assert.Null(n.Fault));
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("Fail", "ServerFailure")]
    [InlineData("Ignore", "no DNS server answers in time")]
    public async Task What_DNS_does_not_tell_is_not_taken_for_none(string behaviour, string reason)
    {
        _world.Behaviour.Dns = behaviour;

        var name = Assert.Single(await LookUpAsync(["contoso.example"], TimeSpan.FromSeconds(1)));

        Assert.Null(name.Target);
        Assert.Contains(reason, name.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contoso..example")]
    [InlineData("toolong0123456789012345678901234567890123456789012345678901234567890.example")]
    public async Task What_can_be_no_name_in_DNS_is_a_fault_of_its_own(string domain) =>
        Assert.NotNull(Assert.Single(await LookUpAsync([domain], TimeSpan.FromSeconds(2))).Fault);

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_result()
    {
        _world.Behaviour.Dns = "Ignore";
        using var stop = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnrollmentDns.LookUpAsync(["contoso.example"], _dns.Endpoint, TimeSpan.FromSeconds(10), stop.Token));
    }

    private Task<IReadOnlyList<EnrollmentCname>> LookUpAsync(IReadOnlyList<string> domains, TimeSpan? limit = null) =>
        EnrollmentDns.LookUpAsync(domains, _dns.Endpoint, limit ?? TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
