using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace KaceAzureAd.Report.Writers;

/// <summary>JSON; its shape is documented in docs/report.md. Members are only ever added, and a newer meaning is a newer schema.</summary>
internal static class JsonReport
{
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    public static void Write(KaceAadReport report, Stream stream, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = Options.Encoder });
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("title", report.Title);
        json.WriteString("createdAt", ReportText.Iso(report.CreatedAt));
        json.WriteString("generator", KaceAadReport.Generator);
        json.WritePropertyName("summaries");
        JsonSerializer.Serialize(json, report.Summaries, Options);
        json.WriteStartArray("tenants");
        foreach (var tenant in report.Tenants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(json, Shape(tenant), Options);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static object Shape(ReportTenant tenant) => new
    {
        tenant.TenantId,
        tenant.Name,
        tenant.Verdict,
        tenant.InWords,
        Counts = new
        {
            Passed = tenant.Count(ReportOutcome.Passed),
            Warning = tenant.Count(ReportOutcome.Warning),
            Skipped = tenant.Count(ReportOutcome.Skipped),
            Pending = tenant.Count(ReportOutcome.Pending),
            Failed = tenant.Count(ReportOutcome.Failed),
        },
        tenant.Devices,
        MdmUserScopes = tenant.Scopes.Select(s => new { s.Application, s.Scope, Groups = s.Groups.Select(g => new { g.Name, g.Id, g.Users }) }),
        Sections = tenant.Sections.Select(s => new { s.Kind, s.Title, Entries = s.Entries.Select(Shape) }),
    };

    private static object Shape(ReportEntry e) => new
    {
        e.Name, e.Status, e.Outcome, e.Severity, At = e.At is { } at ? ReportText.Iso(at) : null, e.Expected, e.Actual, e.Before, e.After, e.Message, e.Remediation, e.ErrorId, e.Evidence,
    };
}
