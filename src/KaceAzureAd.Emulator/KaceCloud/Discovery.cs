using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>The discovery service of MS-MDE2 (section 3.1): tells a device where to enrol.</summary>
internal static class Discovery
{
    private const string Action = "http://schemas.microsoft.com/windows/management/2012/01/enrollment/IDiscoveryService/Discover";
    private const int MaximumLength = 64 * 1024;

    private static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Enrollment = "http://schemas.microsoft.com/windows/management/2012/01/enrollment";

    /// <summary>A DiscoverResponse, or a SOAP fault for what is no Discover request.</summary>
    public static async Task<IResult> AnswerAsync(KaceAddresses addresses, HttpRequest request)
    {
        if (await ReadAsync(request) is not { Root: { } envelope })
        {
            return Fault("The request is not XML.");
        }

        var header = envelope.Element(Soap + "Header");
        var discover = envelope.Element(Soap + "Body")?.Element(Enrollment + "Discover")?.Element(Enrollment + "request");
        if (envelope.Name != Soap + "Envelope" || header?.Element(Addressing + "Action")?.Value.Trim() != Action || discover is null)
        {
            return Fault("The request is not a Discover request of SOAP 1.2.");
        }

        var version = discover.Element(Enrollment + "RequestVersion")?.Value ?? "";
        var policies = discover.Element(Enrollment + "AuthPolicies")?.Elements(Enrollment + "AuthPolicy").Select(p => p.Value).ToList() ?? [];
        if (string.IsNullOrWhiteSpace(discover.Element(Enrollment + "EmailAddress")?.Value) || version.Length == 0)
        {
            return Fault("EmailAddress and RequestVersion are needed.");
        }

        if (policies.Count > 0 && !policies.Contains("Federated", StringComparer.Ordinal))
        {
            return Fault("Only the Federated authentication policy is offered.");
        }

        return Message("Response", header.Element(Addressing + "MessageID")?.Value, StatusCodes.Status200OK, new XElement(
            Enrollment + "DiscoverResponse",
            new XElement(
                Enrollment + "DiscoverResult",
                new XElement(Enrollment + "AuthPolicy", "Federated"),
                new XElement(Enrollment + "EnrollmentVersion", version),
                new XElement(Enrollment + "EnrollmentPolicyServiceUrl", addresses.EnrollmentPolicy),
                new XElement(Enrollment + "EnrollmentServiceUrl", addresses.Enrollment),
                new XElement(Enrollment + "AuthenticationServiceUrl", addresses.EnrollmentAuthentication))));
    }

    private static async Task<XDocument?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or > MaximumLength)
        {
            return null;
        }

        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(request.Body, settings);
            return await XDocument.LoadAsync(reader, LoadOptions.None, request.HttpContext.RequestAborted);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IResult Fault(string reason) => Message("Fault", null, StatusCodes.Status500InternalServerError, new XElement(
        Soap + "Fault",
        new XElement(Soap + "Code", new XElement(Soap + "Value", "s:Sender"), new XElement(Soap + "Subcode", new XElement(Soap + "Value", "s:MessageFormat"))),
        new XElement(Soap + "Reason", new XElement(Soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en-US"), reason))));

    // With its length, not chunked: Windows does not read a chunked answer (MS-MDE2, facts.md 5.2).
    private static IResult Message(string kind, string? relatesTo, int status, XElement body)
    {
        var header = new XElement(Soap + "Header", new XElement(Addressing + "Action", new XAttribute(Soap + "mustUnderstand", "1"), Action + kind));
        if (relatesTo is not null)
        {
            header.Add(new XElement(Addressing + "RelatesTo", relatesTo));
        }

        var envelope = new XElement(
            Soap + "Envelope", new XAttribute(XNamespace.Xmlns + "s", Soap.NamespaceName), new XAttribute(XNamespace.Xmlns + "a", Addressing.NamespaceName), header, new XElement(Soap + "Body", body));
        return Results.Content(envelope.ToString(SaveOptions.DisableFormatting), "application/soap+xml", Encoding.UTF8, status);
    }
}
