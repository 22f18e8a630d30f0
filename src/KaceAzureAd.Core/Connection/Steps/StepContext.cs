using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Steps;

/// <summary>What a step has to work with.</summary>
internal sealed record StepContext(KaceAadSession Session, ConnectionState State, ConnectionOptions Options, ChangeJournal Journal, IAtThePage Person)
{
    public string AppId => State.AppId;

    /// <summary>Reads KACE Cloud's entry for all steps.</summary>
    public MobilityPolicyReader Entry { get; } = new(Session);

    /// <summary>The whole plan was confirmed before its first step.</summary>
    public static Task<bool> Confirmed(string target, string action) => Task.FromResult(true);
}
