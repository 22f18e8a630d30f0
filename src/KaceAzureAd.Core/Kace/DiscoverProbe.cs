using System.Text;
using System.Xml.Linq;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Kace;

/// <summary>
/// Asks the discovery endpoint what a device asks it: the Discover request of MS-MDE2, section 3.1 (facts.md 5.2). What comes back is read
/// for a limited time, up to a limited size, and as XML without a DTD.
/// </summary>
internal static class DiscoverProbe
{
    private const string Action = "http://schemas.microsoft.com/windows/management/2012/01/enrollment/IDiscoveryService/Discover";
    private const int LongestAnswer = 64 * 1024;

    private static readonly XNamespace Soap = DiscoverAnswer.SoapNamespace;
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Enrollment = "http://schemas.microsoft.com/windows/management/2012/01/enrollment";

    /// <summary>Asks. Whatever goes wrong is in the result.</summary>
    /// <param name="endpoint">The discovery endpoint.</param>
    /// <param name="emailAddress">The request has to name one; nothing is sent to it.</param>
    /// <param name="trust">The environment whose certificate authority is trusted; null for the system's trust.</param>
    /// <param name="timeout">How long the whole may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DiscoverAnswer> ProbeAsync(Uri endpoint, string emailAddress, KaceAadEnvironment? trust, TimeSpan timeout, CancellationToken cancellationToken)
    {
        byte[]? body = null;
        var isChunked = false;
        var probe = await MdmEndpointProbe.ProbeAsync(endpoint, trust, timeout, async (client, limit) =>
        {
            using var content = new StringContent(Request(endpoint, emailAddress), Encoding.UTF8, "application/soap+xml");
            var response = await client.PostAsync(endpoint, content, limit);
            try
            {
                isChunked = response.Headers.TransferEncodingChunked == true;
                body = await ReadAsync(response, limit);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }, cancellationToken);
        return DiscoverAnswer.Read(probe, isChunked, body, LongestAnswer);
    }

    private static string Request(Uri endpoint, string emailAddress) => new XElement(
        Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Soap.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "a", Addressing.NamespaceName),
        new XElement(
            Soap + "Header",
            new XElement(Addressing + "Action", new XAttribute(Soap + "mustUnderstand", "1"), Action),
            new XElement(Addressing + "MessageID", $"urn:uuid:{Guid.NewGuid()}"),
            new XElement(Addressing + "ReplyTo", new XElement(Addressing + "Address", "http://www.w3.org/2005/08/addressing/anonymous")),
            new XElement(Addressing + "To", new XAttribute(Soap + "mustUnderstand", "1"), endpoint.AbsoluteUri)),
        new XElement(
            Soap + "Body",
            new XElement(
                Enrollment + "Discover",
                new XElement(
                    Enrollment + "request",
                    new XElement(Enrollment + "EmailAddress", emailAddress),
                    new XElement(Enrollment + "OSEdition", "4"),
                    new XElement(Enrollment + "RequestVersion", "4.0"),
                    new XElement(Enrollment + "DeviceType", "CIMClient_Windows"),
                    new XElement(Enrollment + "ApplicationVersion", "10.0.19045.0"),
                    new XElement(Enrollment + "AuthPolicies", new XElement(Enrollment + "AuthPolicy", "OnPremise"), new XElement(Enrollment + "AuthPolicy", "Federated")))))).ToString(SaveOptions.DisableFormatting);

    /// <summary>The body, one byte more than is taken at the most.</summary>
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // .NET Framework does not end a read that is under way.
        using (cancellationToken.Register(response.Dispose))
        {
            using var stream = await response.Content.ReadAsStreamAsync(
#if NET
                cancellationToken
#endif
            );
            var buffer = new byte[LongestAnswer + 1];
            var length = 0;
            while (length < buffer.Length)
            {
                var count = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken);
                if (count == 0)
                {
                    break;
                }

                length += count;
            }

            Array.Resize(ref buffer, length);
            return buffer;
        }
    }
}
