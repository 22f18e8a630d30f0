#if NET
using System.Net;
using System.Reflection;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Core.Tests.Operations;

/// <summary>The environment variables mean what .NET takes them for.</summary>
public sealed class EnvironmentProxyTests
{
    private static readonly Uri Graph = new("https://graph.microsoft.com/v1.0/me");

    [Theory]
    [InlineData("http://proxy.example:8080", "http://proxy.example:8080/")]
    [InlineData("proxy.example:8080", "http://proxy.example:8080/")]
    [InlineData("  http://proxy.example  ", "http://proxy.example/")]
    [InlineData("https://proxy.example", "https://proxy.example/")]
    [InlineData("socks5://proxy.example:1080", "socks5://proxy.example:1080/")]
    [InlineData("http://admin:secret@proxy.example:8080", "http://proxy.example:8080/")]
    [InlineData("ftp://proxy.example", null)]
    [InlineData("http://", null)]
    [InlineData(null, null)]
    public void A_proxy_is_read(string? variable, string? expected) =>
        Assert.Equal(expected, new EnvironmentProxy(variable, http: "http://not-this.example", no: null).GetProxy(Graph)?.AbsoluteUri);

    [Theory]
    [InlineData("http://admin:secret@proxy.example", "admin", "secret", "")]
    [InlineData("http://corp%5Cadmin:s3cret%2Fof%3Athe%40proxy@proxy.example", "admin", "s3cret/of:the@proxy", "corp")]
    [InlineData("http://admin:p@ss@proxy.example", "admin", "p@ss", "")]
    [InlineData("http://admin@proxy.example", "admin", "", "")]
    public void Its_credentials_are_given_to_it_alone(string variable, string user, string password, string domain)
    {
        var proxy = new EnvironmentProxy(variable, http: "http://other.example", no: null);

        var credential = proxy.Credentials!.GetCredential(new Uri("http://proxy.example"), "Basic")!;

        Assert.Equal((user, password, domain), (credential.UserName, credential.Password, credential.Domain));
        Assert.Null(proxy.Credentials.GetCredential(new Uri("http://other.example"), "Basic"));
        Assert.Null(proxy.Credentials.GetCredential(new Uri("http://elsewhere.example"), "Basic"));
    }

    [Theory]
    [InlineData("graph.microsoft.com", true)]
    [InlineData("GRAPH.microsoft.com , login.microsoftonline.com", true)]
    [InlineData(".microsoft.com", true)]
    [InlineData(".graph.microsoft.com", true)]
    [InlineData("microsoft.com", false)]
    [InlineData("raph.microsoft.com", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Some_hosts_are_asked_without_it(string? no, bool expected) =>
        Assert.Equal(expected, new EnvironmentProxy("http://proxy.example", null, no).IsBypassed(Graph));

    [Fact]
    public void What_is_not_encrypted_has_a_proxy_of_its_own()
    {
        var proxy = new EnvironmentProxy(null, "http://proxy.example", null);

        Assert.Null(proxy.GetProxy(Graph));
        Assert.Equal("http://proxy.example/", proxy.GetProxy(new Uri("http://169.254.169.254/metadata"))!.AbsoluteUri);
    }

    /// <summary>.NET's own reader, which is made once for a process: this one has to agree with it.</summary>
    [Theory]
    [InlineData("http://proxy.example:8080", "graph.microsoft.com")]
    [InlineData("proxy.example", ".microsoft.com,other.example")]
    [InlineData("http://corp%5Cadmin:s3cret%40@proxy.example:3128", "microsoft.com")]
    public void Dot_NET_reads_the_same(string https, string no)
    {
        var own = new EnvironmentProxy(https, null, no);
        var theirs = Theirs(https, no);

        Assert.Equal(theirs.IsBypassed(Graph), own.IsBypassed(Graph));
        Assert.Equal(theirs.IsBypassed(Graph) ? null : theirs.GetProxy(Graph), own.GetProxy(Graph));
        var (expected, actual) = (Credential(theirs), Credential(own));
        Assert.Equal((expected?.UserName, expected?.Password, expected?.Domain), (actual?.UserName, actual?.Password, actual?.Domain));

        static NetworkCredential? Credential(IWebProxy proxy) =>
            proxy.Credentials?.GetCredential(proxy.GetProxy(new Uri("https://kace.example"))!, "Basic");
    }

    private static IWebProxy Theirs(string https, string no)
    {
        var type = typeof(HttpClient).Assembly.GetType("System.Net.Http.HttpEnvironmentProxy", throwOnError: true)!;
        var address = type.GetMethod("GetUriFromString", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [https]);
        return (IWebProxy)Activator.CreateInstance(type, BindingFlags.NonPublic | BindingFlags.Instance, null, [null, address, no], null)!;
    }
}
#endif
