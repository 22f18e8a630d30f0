using System.Text;
using CsCheck;
using KaceAzureAd.Checks;
using KaceAzureAd.Kace;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>What the discovery endpoint answers, whoever it is.</summary>
public sealed class HostileDiscoverAnswer
{
    private const int Longest = 64 * 1024;
    private const long Memory = 64L * 1024 * 1024;

    private static readonly string[] Answers =
    [
        Envelope(),
        """<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en-us">No &#233; <![CDATA[today]]></s:Text></s:Reason></s:Fault></s:Body></s:Envelope>""",
    ];

    private static readonly string[] Words =
    [
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">", "&c;", "&#x1B;", "&#x9B;", "&#x202E;", "&#0;", "&amp;", "<![CDATA[", "]]>", "<!--", "-->",
        "<?xml version=\"1.0\" encoding=\"utf-7\"?>", "<?xml version=\"1.1\"?>", "encoding=\"utf-16\"", "encoding=\"x\"", "<a>", "</a>", "<a/>", "<Fault>", "<Text>", "xmlns=\"x\"", "xmlns:s=\"\"", " a=\"1\" a=\"2\"",
    ];

    [Fact]
    public void Is_judged_by_one_harmless_line_and_never_by_an_exception()
    {
        var judged = new System.Collections.Concurrent.ConcurrentDictionary<CheckStatus, int>();
        Damage.Of(Answers, Words).Sample(
            body =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var answer = DiscoverAnswer.Read(Probe(200), isChunked: false, body, Longest);
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Memory, $"{body.Length} bytes took too much memory.");
                Assert.True(body.Length <= Longest || answer.Objection is not null);

                var check = Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = answer });

                judged.AddOrUpdate(check.Status, 1, (_, count) => count + 1);
                foreach (var text in new[] { check.Message, check.Actual, check.Remediation, check.ToString() })
                {
                    Ordeal.AssertHarmless(text);
                    Assert.True((text ?? "").Length < 4500);
                }
            },
            iter: Samples.Of(3000), print: b => Encoding.UTF8.GetString(b));
        Assert.All([CheckStatus.Passed, CheckStatus.Warning, CheckStatus.Failed], s => Assert.True(judged.ContainsKey(s), $"None was {s}."));
    }

    // Found by the samples above: .NET's own reader fails over a long declaration with an error that is not about XML.
    [Fact]
    public void A_declaration_that_is_too_long_is_no_XML()
    {
        var body = Encoding.UTF8.GetBytes(Answers[1].Replace("1.0", "1.0" + new string('\u202E', 2517), StringComparison.Ordinal));

        Assert.StartsWith("it is not XML", DiscoverAnswer.Read(Probe(200), isChunked: false, body, Longest).Objection, StringComparison.Ordinal);
    }
}
