using System.Text;
using CsCheck;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>Where the MDM On-Board URI leads, answered by whoever has its host.</summary>
public sealed class HostileOnBoardUri
{
    private const string AppId = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

    private static readonly ErrorCode[] Refusals =
    [
        ErrorCodes.UntrustedConsentHost, ErrorCodes.OnBoardRedirectInsecure, ErrorCodes.OnBoardRedirectLoop, ErrorCodes.OnBoardTimeout, ErrorCodes.OnBoardUnreachable, ErrorCodes.AppIdNotFound,
    ];

    private static readonly string[] Answers =
    [
        $"HTTP/1.1 302 Found\r\nLocation: https://login.microsoftonline.com/common/adminconsent?client_id={AppId}&state=x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        $"HTTP/1.1 308 Permanent Redirect\r\nlocation: https://login.microsoftonline.us/organizations/oauth2/v2.0/authorize?x=1&client_id={AppId}#f\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>consent</html>",
    ];

    [Fact]
    public async Task Whatever_answers_an_appId_comes_from_a_sign_in_host_or_it_is_refused()
    {
        await using var server = new RawServer();
        var setting = KaceAadSetting.Create(server.Origin + "/tou", server.Origin + "/disc", server.Origin + "/on");
        var resolver = new OnBoardUriResolver(TimeSpan.FromSeconds(2));
        var (found, refused) = (0, 0);

        // No host but these: a damaged name would be looked up, in the DNS of whoever runs the tests.
        await Damage.Of(Answers, "\r\nLocation: /on\r\n", "Location: //", "302", "client_id=", AppId, "\r\n\r\n", "Set-Cookie: a=b", "Content-Length: -1", "user@", "%0d%0a", "HTTP/2 ", "100 Continue", "http://", "javascript:").SampleAsync(
            async answer =>
            {
                if (Leads(answer) is { } host && host != "localhost")
                {
                    return;
                }

                server.Answer = answer;
                try
                {
                    var resolution = await resolver.ResolveAsync(setting, KaceAadEnvironment.BuiltIn, server.Trust, TestContext.Current.CancellationToken);
                    found++;
                    Assert.Contains(resolution.SignInHost, KaceAadEnvironment.BuiltIn.SelectMany(e => e.SignInOrigins).Select(o => new Uri(o).Host));
                    Assert.True(Guid.TryParse(resolution.AppId, out _));
                }
                catch (KaceAadException e)
                {
                    refused++;
                    Ordeal.AssertIsRefusal(e, Refusals);
                }
            },
            iter: Samples.Of(300), threads: 1, print: a => Encoding.Latin1.GetString(a));
        Assert.True(found > 0 && refused > 0, $"{found} were found, {refused} refused.");
    }

    // The host that such an answer would have asked next; null where it would ask none.
    private static string? Leads(byte[] answer)
    {
        var lines = Encoding.Latin1.GetString(answer).Split('\n');
        var location = lines.Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("location:", StringComparison.OrdinalIgnoreCase))?["location:".Length..].Trim();
        return location is not null && Uri.TryCreate(new Uri("https://localhost/on"), location, out var target) && target.Scheme == Uri.UriSchemeHttps && !KaceAadEnvironment.BuiltIn.Any(e => e.IsSignIn(target)) ? target.Host : null;
    }
}
