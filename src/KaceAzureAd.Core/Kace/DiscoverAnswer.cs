using System.Xml;

namespace KaceAzureAd.Kace;

/// <summary>What the discovery endpoint answered to a Discover request.</summary>
/// <param name="Probe">Status, certificate and time, or why there is no answer at all.</param>
/// <param name="IsChunked">True where the answer came in chunks, which Windows does not read (facts.md 5.2).</param>
internal sealed record DiscoverAnswer(EndpointProbe Probe, bool IsChunked)
{
    public const string SoapNamespace = "http://www.w3.org/2003/05/soap-envelope";

    private const int DeepestElement = 32;

    /// <summary>Why the answer is none to a Discover request; null where it is one, or a fault.</summary>
    public string? Objection { get; private init; }

    /// <summary>The reason of a SOAP fault; null where it is none.</summary>
    public string? Fault { get; private init; }

    /// <summary>Federated, OnPremise or Certificate.</summary>
    public string? AuthPolicy { get; private init; }

    public string? EnrollmentPolicyServiceUrl { get; private init; }

    public string? EnrollmentServiceUrl { get; private init; }

    /// <summary>Where a person signs in; a device that is joined to Azure AD has signed in already.</summary>
    public string? AuthenticationServiceUrl { get; private init; }

    /// <summary>Reads an answer.</summary>
    /// <param name="probe">How asking went.</param>
    /// <param name="isChunked">Whether it came in chunks.</param>
    /// <param name="body">The body, or null where none was read.</param>
    /// <param name="longest">A longer body is no answer.</param>
    public static DiscoverAnswer Read(EndpointProbe probe, bool isChunked, byte[]? body, int longest)
    {
        var answer = new DiscoverAnswer(probe, isChunked);
        if (body is null)
        {
            return answer;
        }

        if (body.Length > longest)
        {
            return answer with { Objection = $"it is longer than {longest / 1024} KB" };
        }

        try
        {
            return answer.WithValues(Values(body));
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            // The second is what .NET's reader makes of a declaration that does not fit its buffer.
            var why = e is XmlException ? e.Message.TrimEnd('.') : "its declaration is too long";
            return answer with { Objection = body.Length == 0 ? "it is empty" : $"it is not XML as SOAP has it ({why})" };
        }
    }

    private DiscoverAnswer WithValues(Dictionary<string, string> values)
    {
        if (values.ContainsKey("Fault"))
        {
            return this with { Fault = Value("Text") ?? Value("Fault") ?? "no reason given" };
        }

        return values.ContainsKey("DiscoverResult")
            ? this with
            {
                AuthPolicy = Value("AuthPolicy"),
                EnrollmentPolicyServiceUrl = Value("EnrollmentPolicyServiceUrl"),
                EnrollmentServiceUrl = Value("EnrollmentServiceUrl"),
                AuthenticationServiceUrl = Value("AuthenticationServiceUrl"),
            }
            : this with { Objection = "it holds no DiscoverResult" };

        string? Value(string name) => values.TryGetValue(name, out var text) && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    /// <summary>The elements of the envelope by their local name, each with the text directly in its first one. Pulled, not loaded: nesting costs nothing.</summary>
    private static Dictionary<string, string> Values(byte[] body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = body.Length };
        using var reader = XmlReader.Create(new MemoryStream(body), settings);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new Stack<string>();
        reader.MoveToContent();
        if (reader.LocalName != "Envelope" || reader.NamespaceURI != SoapNamespace)
        {
            throw new XmlException("it is no envelope of SOAP 1.2");
        }

        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (path.Count == DeepestElement)
                    {
                        throw new XmlException("its elements are nested too deep");
                    }

                    // Text of a repeated element goes nowhere: the first one counts.
                    var name = reader.LocalName;
                    path.Push(values.ContainsKey(name) ? "" : name);
                    values[path.Peek()] = "";
                    if (reader.IsEmptyElement)
                    {
                        path.Pop();
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    values[path.Peek()] += reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    path.Pop();
                    break;
            }
        }
        while (reader.Read());
        return values;
    }
}
