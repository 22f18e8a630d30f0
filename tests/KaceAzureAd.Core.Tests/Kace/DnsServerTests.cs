using System.Net;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

public sealed class DnsServerTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 53)]
    [InlineData(" 192.0.2.1:5353 ", "192.0.2.1", 5353)]
    [InlineData("2001:db8::1", "2001:db8::1", 53)]
    [InlineData("::1", "::1", 53)]
    [InlineData("192.0.2.1:1", "192.0.2.1", 1)]
    [InlineData("192.0.2.1:65535", "192.0.2.1", 65535)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 53)]
    [InlineData("[2001:db8::1]:5353", "2001:db8::1", 5353)]
    public void The_address_of_a_server_is_read(string text, string address, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), DnsServer.Parse(text));

    [Theory]
    [InlineData("dns.example")]
    [InlineData("1")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0x7.0.0.1")]
    [InlineData("127.0.0.0001")]
    [InlineData("192.0..1")]
    [InlineData("192.0.2.a")]
    [InlineData(":53")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:dns")]
    [InlineData("https://192.0.2.1")]
    [InlineData("[2001:db8::1]:x")]
    [InlineData("")]
    public void What_is_no_address_of_a_server_is_refused(string text) =>
        Assert.Equal(text, Expect.Error(ErrorCodes.InvalidDnsServer, () => DnsServer.Parse(text)).Target);
}
