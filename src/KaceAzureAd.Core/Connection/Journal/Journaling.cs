using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Journal;

/// <summary>Journals what a single command changes, as connecting a tenant does by itself.</summary>
public static class Journaling
{
    /// <summary>Does the work, with each of its changes written down before it is made. The journal is begun with the first change.</summary>
    /// <param name="path">The journal, or the folder of journals; null for none.</param>
    /// <param name="session">The tenant.</param>
    /// <param name="command">The command, as in Set-KaceMdmUserScope.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.JournalNotWritable</c>, <c>JournalInUse</c>, <c>JournalDamaged</c>, <c>JournalTooNew</c> or <c>JournalOfAnotherTenant</c>, and those of the work.</exception>
    public static async Task<T> RunAsync<T>(string? path, KaceAadSession session, string command, Func<Task<T>> work)
    {
        if (path is null)
        {
            return await work();
        }

        using var journal = new LateJournal(() => ChangeJournal.Open(JournalPaths.At(path, session.TenantId), session, command));
        ChangeRecorder.Current = journal;
        try
        {
            var result = await work();
            journal.Opened?.End("Done");
            return result;
        }
        finally
        {
            ChangeRecorder.Current = null;
        }
    }
}
