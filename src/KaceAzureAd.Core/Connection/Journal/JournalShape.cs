using KaceAzureAd.Consent;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Journal;

/// <summary>
/// What undoing reads of a change. A line that lacks it is damaged, which is to come out when the journal is read and not when half of it is undone.
/// </summary>
internal static class JournalShape
{
    private static readonly string[] Texts = ["id", "name", "half", "permission"];

    /// <summary>Fails where something is missing or of another type.</summary>
    /// <exception cref="FormatException">What is missing.</exception>
    /// <exception cref="InvalidOperationException">What is of another type.</exception>
    /// <exception cref="ArgumentException">What has an unknown name, or is there twice.</exception>
    public static void Demand(JournalChange change)
    {
        Array.ForEach(Texts, name => _ = change.Text(name));
        _ = change.AppId.Length > 0 ? true : throw new FormatException("it lacks the appId of the change");
        switch (change.Kind)
        {
            case ChangeKind.EnterpriseApplication:
                _ = ((bool?)change.Target["hadEntry"], (string?)change.Before?["id"], (string?)change.Result?["id"]);
                break;
            case ChangeKind.EnterpriseApplicationEnabled:
                _ = (bool?)change.Before?["isEnabled"];
                break;
            case ChangeKind.MobilityEntry:
                _ = (MdmUris.FromJson(There(change.Before)), ScopeValue.FromJson(There(change.Before)));
                break;
            case ChangeKind.MdmUris:
                _ = (MdmUris.FromJson(There(change.Before)), MdmUris.FromJson(There(change.After)));
                break;
            case ChangeKind.MdmUserScope:
                _ = (ScopeValue.FromJson(There(change.Before)), ScopeValue.FromJson(There(change.After)));
                break;
            case ChangeKind.DelegatedConsent:
                _ = (ConsentTarget.FromJson(change.Target), (string?)change.Before?["scope"], (string?)change.After?["scope"]);
                break;
            case ChangeKind.ApplicationConsent:
                _ = (ConsentTarget.FromJson(change.Target), Guid.Parse(change.Text("appRoleId")));
                break;
            case ChangeKind.BrowserConsent:
                _ = (ConsentValue.FromJson(change.Before), ConsentValue.FromJson(change.Result));
                break;
        }
    }

    private static T There<T>(T? value)
        where T : class => value ?? throw new FormatException("it lacks a value of the change");
}
