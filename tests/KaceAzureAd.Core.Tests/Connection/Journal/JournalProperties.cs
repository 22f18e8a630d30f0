using System.Text;
using CsCheck;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>Whatever a journal's file holds, it is read or refused.</summary>
public sealed class JournalProperties : JournalTest
{
    // What a journal is made of comes often, so that many edits leave JSON.
    private static readonly Gen<string> Piece = Gen.OneOfConst(
        "\"", "{", "}", "[", "]", ",", ":", "\n", "\r", "null", "true", "0", "-1", "1e99", "2147483647", "99999999999", "\"\"", "\"x\"", "{}", "[]", "[null]", "\"\\uD800\"", "\"record\":", "\"change\":1,", "\"before\":null", "\"MdmUserScope\"", "\"42\"", "\u00DC", "\0");

    [Fact]
    public void Random_bytes_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.False(IsRead(bytes)), iter: Samples.Of(500));

    [Fact]
    public void Whatever_is_changed_in_a_journal_it_is_read_whole_or_refused()
    {
        Run(journal => SomeChanges.All.ToList().ForEach(c => journal.Done(journal.Begin(c), "request", null)), "Connected");
        var text = File.ReadAllText(JournalPath);
        Assert.True(IsRead(Encoding.UTF8.GetBytes(text)));

        var edit = Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 12], Piece);
        edit.Array[1, 3].Sample(
            edits =>
            {
                var edited = edits.Aggregate(text, (t, e) => t[..Math.Min(e.Item1, t.Length)] + e.Item3 + t[Math.Min(e.Item1 + e.Item2, t.Length)..]);
                _ = IsRead(Encoding.UTF8.GetBytes(edited));
            },
            iter: Samples.Of(3000));
    }

    [Fact]
    public void Whatever_value_stands_in_place_of_another_what_is_read_can_be_undone_or_it_is_refused()
    {
        Run(journal => SomeChanges.All.ToList().ForEach(c => journal.Done(journal.Begin(c), "request", null)), "Connected");
        var lines = File.ReadAllLines(JournalPath);
        var values = Gen.OneOfConst("null", "1", "true", "\"\"", "\"x\"", "{}", "[]", "[null]", "[1]", "[{}]", "{\"id\":1}", "{\"scope\":1}", "{\"a\":1,\"a\":2}", "\"\\uD800\"", "\"7\"");

        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, 30], values).Sample(
            (line, place, value) =>
            {
                var parts = System.Text.RegularExpressions.Regex.Matches(lines[line], "(?<=\":)(\"[^\"]*\"|[a-z0-9]+|\\{.*?\\}|\\[.*?\\])", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                var part = parts[place % parts.Count];
                var edited = lines[line][..part.Index] + value + lines[line][(part.Index + part.Length)..];
                _ = IsRead(Encoding.UTF8.GetBytes(string.Join('\n', lines[..line].Append(edited).Concat(lines[(line + 1)..])) + "\n"));
            },
            iter: Samples.Of(3000));
    }

    private static object? ReadByUndoing(JournalChange change) => change.Kind switch
    {
        ChangeKind.EnterpriseApplication => ((bool?)change.Target["hadEntry"], (string?)change.Result?["id"] ?? (string?)change.Before?["id"]),
        ChangeKind.EnterpriseApplicationEnabled => (bool?)change.Before?["isEnabled"],
        ChangeKind.AppRegistration => null,
        ChangeKind.MobilityEntry => (MdmUris.FromJson(change.Before!), ScopeValue.FromJson(change.Before!)),
        ChangeKind.MdmUris => (MdmUris.FromJson(change.Before!), MdmUris.FromJson(change.After!)),
        ChangeKind.MdmUserScope => (ScopeValue.FromJson(change.Before!), ScopeValue.FromJson(change.After!)),
        ChangeKind.DelegatedConsent => (ConsentTarget.FromJson(change.Target), (string?)change.Before?["scope"], (string?)change.After?["scope"]),
        ChangeKind.ApplicationConsent => (ConsentTarget.FromJson(change.Target), Guid.Parse(change.Text("appRoleId"))),
        ChangeKind.BrowserConsent => (ConsentValue.FromJson(change.Before), ConsentValue.FromJson(change.Result)),
        _ => throw new InvalidOperationException($"Nothing undoes {change.Kind}."),
    };

    /// <summary>True where it is read; what undoing reads of it then has to be there.</summary>
    private static bool IsRead(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            var content = JournalReader.Read("x", stream);
            Assert.All(UndoService.Open(content), change =>
            {
                _ = (change.Text("id"), change.Text("name"), change.Text("half"), change.Text("permission"));
                Assert.NotEmpty(change.AppId);
                _ = ReadByUndoing(change);
            });
            Assert.True(Guid.TryParse(content.TenantId, out _));
            return true;
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.JournalDamaged || e.Code == ErrorCodes.JournalTooNew)
        {
            Assert.DoesNotContain(e.Message, char.IsControl);
            return false;
        }
    }
}
