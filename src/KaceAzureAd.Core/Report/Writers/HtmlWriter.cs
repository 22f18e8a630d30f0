using System.Text;
using System.Xml;

namespace KaceAzureAd.Report.Writers;

/// <summary>Writes HTML element by element. Text and attributes are escaped by the XML writer below; the only text that is not is the report's own style and script.</summary>
internal sealed class HtmlWriter : IDisposable
{
    // Elements that have no end tag in HTML; all others have one, also where they are empty.
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "meta", "br", "input" };

    private readonly XmlWriter _xml;
    private readonly Stack<string> _open = new();

    public HtmlWriter(Stream stream)
    {
        _xml = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None,
        });
        _xml.WriteRaw("<!DOCTYPE html>\n");
    }

    /// <summary>Begins an element, which ends with what is returned.</summary>
    public Scope In(string element, params (string Name, string? Value)[] attributes)
    {
        _xml.WriteStartElement(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _xml.WriteAttributeString(name, value);
            }
        }

        _open.Push(element);
        return new Scope(this);
    }

    /// <summary>An element with a text, and nothing where there is no text.</summary>
    public void Element(string element, string? text, params (string Name, string? Value)[] attributes)
    {
        if (text is null)
        {
            return;
        }

        using (In(element, attributes))
        {
            Text(text);
        }
    }

    /// <summary>An element with nothing in it.</summary>
    public void Empty(string element, params (string Name, string? Value)[] attributes) => In(element, attributes).Dispose();

    public void Text(string text) => _xml.WriteString(text);

    /// <summary>The report's own style or script, which a browser reads as it stands.</summary>
    public void Raw(string own) => _xml.WriteRaw(own);

    /// <summary>A new line in the file, for whoever reads it there.</summary>
    public void Break() => _xml.WriteRaw("\n");

    public void Dispose() => _xml.Dispose();

    private void End()
    {
        if (Void.Contains(_open.Pop()))
        {
            _xml.WriteEndElement();
        }
        else
        {
            _xml.WriteFullEndElement();
        }
    }

    internal readonly struct Scope(HtmlWriter writer) : IDisposable
    {
        public void Dispose() => writer.End();
    }
}
