using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>A run may be killed, and a disk may fill up, in the middle of a line.</summary>
public sealed class CutJournalTests : JournalTest
{
    [Fact]
    public void A_line_cut_off_at_any_byte_is_left_out_and_the_next_run_begins_a_new_one()
    {
        Run(journal =>
        {
            journal.Begin(SomeChanges.One);
            journal.Begin(SomeChanges.One with { Words = "Enable \u00DC \U0001F600" }); // A character may be cut as well.
        });
        var whole = File.ReadAllBytes(JournalPath);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;

        for (var length = lastLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(JournalPath, whole.AsSpan(0, length).ToArray());
            Assert.Single(Read().Changes);
            Run(journal => Assert.Equal(2, journal.Begin(SomeChanges.One)));
            Assert.Equal(2, Read().Changes.Count);
        }
    }

    [Fact]
    public void A_line_that_is_left_out_is_told()
    {
        Run(journal => journal.Begin(SomeChanges.One));
        var whole = File.ReadAllBytes(JournalPath);
        var told = Operations.ToldLog.Listen();
        Run(_ => { });
        Assert.Empty(told.Warnings);

        File.WriteAllBytes(JournalPath, whole.AsSpan(0, whole.Length - 5).ToArray());
        Run(_ => { });
        Assert.Contains("is not whole", Assert.Single(told.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_out_of_their_order_are_damage()
    {
        Run(journal => Assert.Equal(2, journal.Begin(SomeChanges.One) + journal.Begin(SomeChanges.One) - 1));
        var lines = File.ReadAllLines(JournalPath);
        File.WriteAllLines(JournalPath, [lines[0], lines[1], lines[3], lines[2]]);

        Assert.Contains("change 1 comes after change 2", Assert.Throws<KaceAadException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_cut_off_at_any_byte_is_a_journal_that_was_not_begun()
    {
        Run(_ => { });
        var header = File.ReadAllBytes(JournalPath).TakeWhile(b => b != (byte)'\n').Append((byte)'\n').ToArray();

        for (var length = 0; length < header.Length; length++)
        {
            File.WriteAllBytes(JournalPath, header.AsSpan(0, length).ToArray());
            Run(journal => Assert.Equal(1, journal.Begin(SomeChanges.One)));
            Assert.Single(Read().Changes);
        }
    }

    [Fact]
    public void A_damaged_line_that_is_not_the_last_is_refused_by_its_number_and_left_as_it_is()
    {
        Run(journal =>
        {
            journal.Begin(SomeChanges.One);
            journal.Begin(SomeChanges.One);
        });
        var lines = File.ReadAllLines(JournalPath);
        string[] damaged = [lines[2][..^20], lines[2] + "}", "null", "[]", "1", lines[2].Replace("\"kind\"", "\"sort\"", StringComparison.Ordinal), lines[3], "\uFFFD\u0000", lines[0]];

        Assert.All(damaged, line =>
        {
            File.WriteAllLines(JournalPath, [lines[0], lines[1], line, lines[3]]);
            var before = File.ReadAllBytes(JournalPath);
            var expected = line == lines[3] ? "Line 4 of" : "Line 3 of";
            foreach (var error in new[] { Assert.Throws<KaceAadException>(() => Read()), Assert.Throws<KaceAadException>(() => Open()) })
            {
                Assert.Equal(ErrorCodes.JournalDamaged, error.Code);
                Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            }

            Assert.Equal(before, File.ReadAllBytes(JournalPath));
        });
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them_and_may_end_as_on_windows()
    {
        Run(journal => journal.Begin(SomeChanges.One));
        var lines = File.ReadAllLines(JournalPath);
        File.WriteAllText(JournalPath, string.Join("\r\n", lines) + "\r\n");
        Assert.Single(Read().Changes);

        File.WriteAllLines(JournalPath, [lines[0], "", lines[1], "oops", lines[2]]);
        Assert.Contains("Line 4 of", Assert.Throws<KaceAadException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_not_read_as_a_name_that_somebody_gave()
    {
        Run(journal => journal.Begin(SomeChanges.One));
        var bytes = File.ReadAllBytes(JournalPath);
        bytes[bytes.AsSpan().LastIndexOf("KACE"u8)] = 0xFF;
        File.WriteAllBytes(JournalPath, bytes);

        Assert.Equal(ErrorCodes.JournalDamaged, Assert.Throws<KaceAadException>(() => Read()).Code);
    }
}
