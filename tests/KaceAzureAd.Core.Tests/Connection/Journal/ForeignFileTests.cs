using System.Text;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>A path that leads to something else: nothing of it is lost, and the error says what it is.</summary>
public sealed class ForeignFileTests : JournalTest
{
    private static readonly UTF8Encoding Plain = new(false);

    public static TheoryData<string> OtherFiles => new(
        "<!DOCTYPE html>\n<html></html>\n", "<!DOCTYPE html>", "\n\n\n", "\r\n", " ", "\0\0\0\0", "\u0001\u0002\n\u0003", "\uFEFF{}\n", "{}", "{}\n", "[]\n", "null\n", "\"journal\"\n", "1e999\n", "{\n  \"record\": \"journal\"\n}\n",
        "{\"record\":\"run\"}\n", "{\"record\":\"journal\"}\n", "{\"record\":\"journal\",\"schema\":1}\n", "{\"record\":\"journal\",\"schema\":1,\"tenantId\":\"\"}\n", "{\"record\":\"journal\",\"schema\":1,\"tenantId\":\"x\\u001B\"}\n",
        "{\"record\":\"journal\",\"schema\":0,\"tenantId\":\"7f3c2a10-5b7e-4c55-9d64-0c0a70500001\"}\n", "{\"record\":\"journal\",\"schema\":\"1\",\"tenantId\":\"7f3c2a10-5b7e-4c55-9d64-0c0a70500001\"}\n",
        "{\"record\":\"journal\",\"schema\":1e99,\"tenantId\":\"7f3c2a10-5b7e-4c55-9d64-0c0a70500001\"}\n", "{\"schema\":1,\"madeAt\":\"2026-11-24T12:00:00Z\"}\n", "{\"record\":\"journal\",\"record\":\"journal\"}\n", "{\"record\":\"journalist");

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void A_file_that_is_no_journal_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(JournalPath, content, Plain);

        foreach (var error in new[] { Assert.Throws<KaceAadException>(() => Read()), Assert.Throws<KaceAadException>(() => Open()) })
        {
            Assert.Equal(ErrorCodes.JournalDamaged, error.Code);
            Assert.Contains("Line 1 of", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(error.Message, char.IsControl);
        }

        Assert.Equal(content, Plain.GetString(File.ReadAllBytes(JournalPath)));
    }

    [Fact]
    public void An_empty_file_is_begun_and_holds_nothing_to_undo()
    {
        File.WriteAllText(JournalPath, "");
        Assert.Equal(ErrorCodes.JournalDamaged, Assert.Throws<KaceAadException>(() => Read()).Code);

        Run(journal => Assert.Null(journal.Content));
        Assert.Empty(Read().Changes);
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_not_touched()
    {
        Run(_ => { });
        File.WriteAllText(JournalPath, File.ReadAllText(JournalPath).Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal) + "{\"record\":\"whatever\",\"change\":{}}\n");

        Assert.Equal(JournalPath, Assert.Throws<KaceAadException>(() => Read()).Target);
        Assert.Equal(ErrorCodes.JournalTooNew, Assert.Throws<KaceAadException>(() => Read()).Code);
        Assert.Equal(ErrorCodes.JournalTooNew, Assert.Throws<KaceAadException>(() => Open()).Code);
    }

    [Fact]
    public void Records_and_members_that_are_new_in_a_schema_are_read_over()
    {
        Run(journal => journal.Begin(SomeChanges.One));
        File.AppendAllText(JournalPath, "{\"record\":\"note\",\"text\":\"x\"}\n{\"record\":\"done\",\"change\":1,\"new\":[1]}\n");

        Assert.Equal(KaceAzureAd.Connection.Journal.ChangeOutcome.Done, Assert.Single(Read().Changes).Outcome);
    }

    [Fact]
    public async Task Another_tenants_journal_is_refused_by_both_names()
    {
        const string other = "7f3c2a10-5b7e-4c55-9d64-0c0a70500002";
        Run(_ => { });
        using var session = await TestSession.OfAsync(other);

        foreach (var error in new[]
        {
            Assert.Throws<KaceAadException>(() => KaceAzureAd.Connection.Journal.ChangeJournal.Open(JournalPath, session, "x")),
            Assert.Throws<KaceAadException>(() => KaceAzureAd.Connection.Journal.JournalFile.Read(JournalPath, other)),
        })
        {
            Assert.Equal((ErrorCodes.JournalOfAnotherTenant, JournalPath), (error.Code, error.Target));
            Assert.Contains(other, error.Message, StringComparison.Ordinal);
            Assert.Contains(TestSession.TenantId, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(TestSession.TenantId.ToUpperInvariant(), KaceAzureAd.Connection.Journal.JournalFile.Read(JournalPath, TestSession.TenantId.ToUpperInvariant()).TenantId, ignoreCase: true);
    }
}
