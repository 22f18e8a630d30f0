using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>A folder with a journal of one tenant in it.</summary>
public abstract class JournalTest : IAsyncLifetime
{
    private protected static readonly KaceAadException Refusal = new(ErrorCodes.AccessDenied, "Denied.", "Sign in as somebody else.") { HttpStatus = 403, RequestId = "denied" };

    private protected TemporaryFolder Folder { get; } = new();

    private protected KaceAadSession Session { get; private set; } = null!;

    private protected string JournalPath => Folder.File("tenant.journal.jsonl");

    public async ValueTask InitializeAsync() => Session = await TestSession.OfAsync();

    public ValueTask DisposeAsync()
    {
        Session.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    private protected ChangeJournal Open(string? path = null) => ChangeJournal.Open(path ?? JournalPath, Session, "Set-KaceAadConnection");

    private protected JournalContent Read(string? path = null) => JournalFile.Read(path ?? JournalPath, Session.TenantId);

    /// <summary>One run, from beginning to end.</summary>
    private protected void Run(Action<ChangeJournal> work, string? outcome = null)
    {
        using var journal = Open();
        work(journal);
        if (outcome is not null)
        {
            journal.End(outcome);
        }
    }
}
