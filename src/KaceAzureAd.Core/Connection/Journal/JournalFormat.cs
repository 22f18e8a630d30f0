using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace KaceAzureAd.Connection.Journal;

/// <summary>
/// The journal's lines (docs/journal.md): one JSON object each, the first names the schema and the tenant. Members are only ever added;
/// what gives a present member another meaning is a new schema.
/// </summary>
internal static class JournalFormat
{
    /// <summary>The schema that this version writes, and the newest that it reads.</summary>
    public const int Schema = 1;

    public const string Header = "journal";
    public const string Run = "run";
    public const string Change = "change";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Person = "person";
    public const string Undone = "undone";
    public const string End = "end";

    // Names in any script stay readable; what a terminal would obey is escaped.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A record with its kind and time (UTC) first.</summary>
    public static JsonObject Record(string record) => new() { ["record"] = record, ["at"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) };

    public static string Line(JsonObject record) => record.ToJsonString(Options);
}
