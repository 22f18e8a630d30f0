using System.Text.Json;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Core.Tests.Connection.Journal;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>A journal that was damaged, or that somebody made.</summary>
public sealed class HostileJournal : JournalTest
{
    [Fact]
    public void Is_read_whole_and_of_its_tenant_or_refused()
    {
        Run(journal => SomeChanges.All.ToList().ForEach(c => journal.Done(journal.Begin(c), "request", null)), "Connected");
        Run(journal => journal.Failed(journal.Begin(SomeChanges.One), Refusal, isRefused: true));
        var path = Folder.File("damaged.jsonl");

        Ordeal.Undergo(
            Damage.Of(
                [File.ReadAllText(JournalPath), File.ReadAllText(JournalPath).Replace(TestSession.TenantId, "7f3c2a10-5b7e-4c55-9d64-0c0a70500002", StringComparison.Ordinal)],
                "\"record\":\"", "\"change\":1", "\"before\":null", "\"target\":{}", "\"schema\":2", "\"tenantId\":", "{\"record\":\"run\"}\n", "\"done\"", "\"undone\"", "\"undoes\":3,", "\"at\":\"", "\"appId\":\"\",", "\"42\"", "[null]", "{\"a\":1,\"a\":2}"),
            3000,
            bytes =>
            {
                using var stream = new MemoryStream(bytes);
                var content = JournalReader.Read(path, stream);
                JournalFile.DemandTenant(path, content, TestSession.TenantId);

                Assert.Equal(TestSession.TenantId, content.TenantId);
                Assert.All(content.Changes, c => Ordeal.AssertHarmless(c.Words));
                Assert.All(UndoService.Open(content), c => Assert.NotEmpty(c.AppId));
                stream.Position = 0;
                Assert.Equal(Shown(content), Shown(JournalReader.Read(path, stream)));
            },
            ErrorCodes.JournalDamaged, ErrorCodes.JournalTooNew, ErrorCodes.JournalOfAnotherTenant);
    }

    // Found by the samples above.
    [Fact]
    public void Half_a_character_that_could_not_be_written_again_is_damage()
    {
        Run(journal => journal.Begin(SomeChanges.One));
        var damaged = File.ReadAllText(JournalPath).Replace("\"before\":", "\"before\":{\"a\":\"\\ud800\"},\"was\":", StringComparison.Ordinal);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(damaged));

        Assert.Equal(ErrorCodes.JournalDamaged, Assert.Throws<KaceAadException>(() => JournalReader.Read(JournalPath, stream)).Code);
    }

    private static string Shown(JournalContent content) => JsonSerializer.Serialize(content.Changes);
}
