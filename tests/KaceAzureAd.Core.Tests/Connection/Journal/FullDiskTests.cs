using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>A disk that fills up in the middle of a run, and of a line.</summary>
public sealed class FullDiskTests : JournalTest
{
    [Fact]
    public void After_a_line_that_is_there_in_part_no_other_follows_and_the_next_run_goes_on()
    {
        using (var file = new FillingFile(JournalPath))
        using (var journal = ChangeJournal.Open(JournalPath, file, Session, "Set-KaceAadConnection"))
        {
            journal.Begin(SomeChanges.One);
            file.Room = 40;
            Assert.Equal(ErrorCodes.JournalNotWritable, Assert.Throws<KaceAadException>(() => journal.Begin(SomeChanges.One)).Code);

            // Somebody made room, but what is written now would stand behind half a line.
            file.Room = null;
            Assert.Equal(ErrorCodes.JournalNotWritable, Assert.Throws<KaceAadException>(() => journal.Done(1, null, null)).Code);
            var told = Operations.ToldLog.Listen();
            journal.End("Failed"); // The run's result is not lost for it.
            Assert.EndsWith("How the run ended is not in it.", Assert.Single(told.Warnings), StringComparison.Ordinal);
        }

        Assert.Single(Read().Changes);
        Run(journal => Assert.Equal(2, journal.Begin(SomeChanges.One)));
        Assert.Equal([1, 2], Read().Changes.Select(c => c.Number));
    }

    private sealed class FillingFile(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
    {
        public int? Room { get; set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, Math.Min(count, Room ?? count));
            _ = Room < count ? throw new IOException("No space left on device") : true;
        }
    }
}
