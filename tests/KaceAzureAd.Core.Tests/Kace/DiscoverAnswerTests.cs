using System.Text;
using KaceAzureAd.Core.Tests.Checks;

namespace KaceAzureAd.Kace;

/// <summary>What is read of a discovery endpoint's answer, and why an answer is none.</summary>
public sealed class DiscoverAnswerTests
{
    private const string Soap = "http://www.w3.org/2003/05/soap-envelope";

    [Fact]
    public void The_addresses_of_an_answer_are_read_without_the_space_around_them()
    {
        var answer = Read(Snapshots.Envelope(service: " https://a.example/e\n", authentication: ""));

        Assert.Equal(("Federated", "https://a.example/p", "https://a.example/e", null), (answer.AuthPolicy, answer.EnrollmentPolicyServiceUrl, answer.EnrollmentServiceUrl, answer.AuthenticationServiceUrl));
        Assert.Null(answer.Objection);
        Assert.Null(answer.Fault);
    }

    [Theory]
    [InlineData("<AuthPolicy>Federated<x>no</x></AuthPolicy><AuthPolicy>OnPremise</AuthPolicy>", "Federated")]
    [InlineData("<AuthPolicy>Fede<x/>rated</AuthPolicy>", "Federated")]
    [InlineData("<AuthPolicy>Fede<x>no</x>rated</AuthPolicy>", "Federated")]
    [InlineData("<AuthPolicy><![CDATA[Federated]]></AuthPolicy>", "Federated")]
    [InlineData("<AuthPolicy/><x>Federated</x>", null)]
    public void The_text_directly_in_the_first_element_of_a_name_counts(string inner, string? policy) =>
        Assert.Equal(policy, Read($"<s:Envelope xmlns:s='{Soap}'><s:Body><DiscoverResult>{inner}</DiscoverResult></s:Body></s:Envelope>").AuthPolicy);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("x", "it is not XML as SOAP has it (")]
    [InlineData("<Envelope/>", "it is not XML as SOAP has it (it is no envelope of SOAP 1.2)")]
    [InlineData("<x xmlns='http://www.w3.org/2003/05/soap-envelope'/>", "it is not XML as SOAP has it (it is no envelope of SOAP 1.2)")]
    [InlineData("<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>", "it holds no DiscoverResult")]
    [InlineData("<!DOCTYPE x><Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>", "it is not XML as SOAP has it (")]
    public void What_is_no_answer_is_said_to_be_none(string body, string objection) => Assert.StartsWith(objection, Read(body).Objection, StringComparison.Ordinal);

    [Theory]
    [InlineData("<s:Code/><s:Reason><s:Text> Unknown user. </s:Text></s:Reason>", "Unknown user.")]
    [InlineData("Broken", "Broken")]
    [InlineData("", "no reason given")]
    public void A_fault_has_a_reason(string inner, string reason)
    {
        var answer = Read($"<s:Envelope xmlns:s='{Soap}'><s:Body><s:Fault>{inner}</s:Fault></s:Body></s:Envelope>");

        Assert.Equal((reason, null), (answer.Fault, answer.Objection));
    }

#if NET
    // .NET Framework's reader says itself what is wrong.
    [Fact]
    public void A_declaration_that_no_reader_takes_is_no_XML() =>
        Assert.Equal("it is not XML as SOAP has it (its declaration is too long)", Read("<?xml version=\"1.0" + new string('\u202E', 2517) + "\"?><a/>").Objection);
#endif

    [Fact]
    public void As_much_as_is_taken_is_read_and_a_byte_more_is_not()
    {
        var body = Encoding.UTF8.GetBytes(Snapshots.Envelope());

        Assert.Null(DiscoverAnswer.Read(Snapshots.Probe(200), false, body, body.Length).Objection);
        Assert.StartsWith("it is longer than", DiscoverAnswer.Read(Snapshots.Probe(200), false, body, body.Length - 1).Objection, StringComparison.Ordinal);
        Assert.Null(DiscoverAnswer.Read(Snapshots.Probe(200), true, null, 1).Objection);
    }

    private static DiscoverAnswer Read(string body) => DiscoverAnswer.Read(Snapshots.Probe(200), false, Encoding.UTF8.GetBytes(body), 1024 * 1024);
}
