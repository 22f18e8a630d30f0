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
        using var all = new MemoryStream();
        stream.CopyTo(all);
        var bytes = all.ToArray();
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, whole).Split(['\n'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            reader.Take(i + 1, lines[i].TrimEnd('\r'));
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

    private void Take(int number, string line)
    {
        try
        {
            var record = JsonNode.Parse(line) as JsonObject ?? throw Damaged(number, "it is no JSON object");
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
                _tenantId = (string?)record["tenantId"];
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
        var change = new JournalChange
        {
            Number = (int?)record["change"] ?? throw new FormatException("it lacks the number of the change"),
            Kind = (ChangeKind)Enum.Parse(typeof(ChangeKind), (string?)record["kind"] ?? ""),
            Target = record["target"] as JsonObject ?? throw new FormatException("it lacks the target of the change"),
            Before = record["before"] as JsonObject,
            After = record["after"] as JsonObject,
            Words = OneLine.Text((string?)record["words"]) ?? "",
            Undoes = (int?)record["undoes"],
        };
        if (_order.Count > 0 && change.Number <= _order[_order.Count - 1])
        {
            throw new FormatException($"change {change.Number} comes after change {_order[_order.Count - 1]}");
        }

        _changes.Add(change.Number, change);
        _order.Add(change.Number);
    }

    private void Update(JsonObject record, Func<JournalChange, JournalChange> update)
    {
        var number = (int?)record["change"] ?? 0;
        _changes[number] = update(_changes.TryGetValue(number, out var change) ? change : throw new FormatException($"it is about change {number}, which was not begun"));
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
