using System.Management.Automation;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that changes KACE Cloud's application in a tenant.</summary>
public abstract class WriterCmdlet : AppCmdlet
{
    /// <summary>A file where each change is written down before it is made, so that Undo-KaceAadChange can take it back; a folder gets a file for each tenant.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Does the work, and journals it where that was asked for.</summary>
    protected Task<T> JournalAsync<T>(KaceAadSession session, Func<Task<T>> work) =>
        Journaling.RunAsync(JournalFile(JournalPath), session, MyInvocation.MyCommand.Name, work);
}
