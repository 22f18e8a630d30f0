using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection.Journal;

/// <summary>Reads a journal: strictly, for what is undone by it changes a tenant. Only a last line without its end is left out.</summary>
internal sealed class JournalReader
{
    private const int LargestFile = 64 * 1024 * 1024;

    // Bytes that are no text are damage: read as well as may be, they would be names that nobody gave.
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static readonly byte[] Beginning = Encoding.UTF8.GetBytes("{\"record\":\"journal\",\"at\":\"");

    private readonly string _path;
    private readonly Dictionary<int, JournalChange> _changes = [];
    private readonly List<int> _order = [];
    private readonly HashSet<string> _answers = new(StringComparer.Ordinal);
    private bool _hasEnded = true;
    private string? _tenantId;

    private JournalReader(string path) => _path = path;

    /// <summary>Reads what a stream holds, from its beginning.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.JournalDamaged</c> or <c>KaceAad.JournalTooNew</c>.</exception>
    public static JournalContent Read(string path, Stream stream)
    {
        var reader = new JournalReader(path);
        stream.Position = 0;
        var bytes = BoundedFile.Read(stream, LargestFile) ?? throw reader.Damaged(1, "the file is too large for a journal");
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        for (int number = 1, start = 0, end; start < whole; number++, start = end + 1)
        {
            end = Array.IndexOf(bytes, (byte)'\n', start);
            reader.Take(number, bytes, start, end - start);
        }

        return new JournalContent
        {
            TenantId = reader._tenantId ?? throw reader.Damaged(1, "it does not name its tenant"),
            Changes = [.. reader._order.Select(n => reader._changes[n])],
            Answers = reader._answers,
            HasEnded = reader._hasEnded,
            WholeLength = whole,
        };
    }

    /// <summary>True where a file holds nothing, or the beginning of a journal's first line: its run was cut off before it did anything.</summary>
    public static bool IsNotBegun(Stream stream)
    {
        var bytes = new byte[1024]; // More than the line has.
        stream.Position = 0;
        var length = stream.Read(bytes, 0, bytes.Length);
        return length < bytes.Length
            && Array.IndexOf(bytes, (byte)'\n', 0, length) < 0
            && bytes.Take(Math.Min(length, Beginning.Length)).SequenceEqual(Beginning.Take(length));
    }

    private void Take(int number, byte[] bytes, int start, int length)
    {
        try
        {
            var line = Strict.GetString(bytes, start, length).TrimEnd('\r');
            if (line.Length == 0)
            {
                return;
            }

            var record = JsonNode.Parse(line) as JsonObject ?? throw Damaged(number, "it is no JSON object");
            _ = record.ToJsonString(); // Half a character, escaped, is read, but undoing could not write it again.
            var kind = (string?)record["record"];
            if (_tenantId is null != (kind == JournalFormat.Header))
            {
                throw Damaged(number, "a journal begins with one line that names its schema and tenant");
            }

            Take(kind, record);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw Damaged(number, e.Message, e);
        }
    }

    private void Take(string? kind, JsonObject record)
    {
        switch (kind)
        {
            case JournalFormat.Header:
                DemandSchema((int?)record["schema"]);
                _tenantId = Guid.TryParse((string?)record["tenantId"], out var tenant) ? tenant.ToString() : throw new FormatException("it does not name its tenant");
                break;
            case JournalFormat.Run:
                if (_hasEnded)
                {
                    _answers.Clear();
                }

                _hasEnded = false;
                break;
            case JournalFormat.Change:
                Begin(record);
                break;
            case JournalFormat.Done:
                Update(record, c => c with { Outcome = ChangeOutcome.Done, Result = record["result"] as JsonObject });
                break;
            case JournalFormat.Failed:
                Update(record, c => c with { Outcome = (bool?)record["refused"] == true ? ChangeOutcome.Refused : ChangeOutcome.Unknown });
                break;
            case JournalFormat.Undone:
                Update(record, c => c with { IsUndone = true });
                break;
            case JournalFormat.Person:
                _answers.Add((string?)record["step"] ?? "");
                break;
            case JournalFormat.End:
                // What failed or waits is continued by the same command.
                _hasEnded = (string?)record["outcome"] is not (nameof(ConnectionStatus.Failed) or nameof(ConnectionStatus.Waiting));
                break;
        }
    }

    private void Begin(JsonObject record)
    {
        var kind = (string?)record["kind"];
        var change = new JournalChange
        {
            Number = (int?)record["change"] ?? throw new FormatException("it lacks the number of the change"),
            At = DateTimeOffset.TryParse((string?)record["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            Kind = kind is not null && Enum.IsDefined(typeof(ChangeKind), kind) ? (ChangeKind)Enum.Parse(typeof(ChangeKind), kind) : throw new FormatException("this version knows no such kind of change"),
            Target = record["target"] as JsonObject ?? throw new FormatException("it lacks the target of the change"),
            Before = record["before"] as JsonObject,
            After = record["after"] as JsonObject,
            Words = OneLine.Of((string?)record["words"], 1000),
            Undoes = (int?)record["undoes"],
        };
        if (_order.Count > 0 && change.Number <= _order[_order.Count - 1])
        {
            throw new FormatException($"change {change.Number} comes after change {_order[_order.Count - 1]}");
        }

        JournalShape.Demand(change);
        _changes.Add(change.Number, change);
        _order.Add(change.Number);
    }

    private void Update(JsonObject record, Func<JournalChange, JournalChange> update)
    {
        var number = (int?)record["change"] ?? 0;
        var updated = update(_changes.TryGetValue(number, out var change) ? change : throw new FormatException($"it is about change {number}, which was not begun"));
        JournalShape.Demand(updated);
        _changes[number] = updated;
    }

    private void DemandSchema(int? schema)
    {
        if (schema > JournalFormat.Schema)
        {
            throw new KaceAadException(
                ErrorCodes.JournalTooNew, $"The journal '{_path}' has the schema {schema}; this version reads up to {JournalFormat.Schema}.", "Use the version of the module that wrote it, or a newer one.") { Target = _path };
        }

        if (schema is null or < 1)
        {
            throw new FormatException("it names no schema");
        }
    }

    private KaceAadException Damaged(int line, string why, Exception? inner = null) => new(
        ErrorCodes.JournalDamaged, $"Line {line} of the journal '{_path}' cannot be used: {OneLine.Of(why, 200).TrimEnd('.')}.",
        "Check that the path is right. Give another path to begin a new journal; the damaged one is left as it is.", inner) { Target = _path };
}
