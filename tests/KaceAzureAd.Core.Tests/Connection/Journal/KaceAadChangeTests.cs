using System.Text.Json.Nodes;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>A change as a person reads it: values in words, and what is known of it.</summary>
public sealed class KaceAadChangeTests : JournalTest
{
    [Fact]
    public void Values_are_told_by_names_where_there_are_any()
    {
        Run(journal => SomeChanges.All.ToList().ForEach(c => journal.Begin(c)));

        var changes = KaceAadChange.Read(JournalPath, Session.TenantId);
        KaceAadChange Of(string words) => changes.Single(c => c.Change == words);

        Assert.Equal(("scope: Some; groups: Vertrieb \u00DC, g2", "scope: All"), (Of("Set the MDM user scope").Before, Of("Set the MDM user scope").After));
        Assert.Equal((null, "granted: true"), (Of("Grant the application permission").Before, Of("Grant the application permission").After));
        Assert.Equal(("appId: 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01; id: sp", null), (Of("Delete the enterprise application").Before, Of("Delete the enterprise application").After));
    }

    [Fact]
    public void Of_consent_in_the_browser_what_came_of_it_is_the_value_and_of_no_other_change()
    {
        var granted = new JsonObject { ["permissions"] = new JsonArray(new JsonObject { ["resourceAppId"] = "r", ["permission"] = "User.Read", ["type"] = "Delegated" }) };
        Run(journal =>
        {
            foreach (var kind in new[] { ChangeKind.BrowserConsent, ChangeKind.AppRegistration })
            {
                journal.Done(journal.Begin(SomeChanges.All.Single(c => c.Kind == kind)), null, granted);
            }
        });

        Assert.Equal(["permissions: User.Read", null], KaceAadChange.Read(JournalPath, Session.TenantId).Select(c => c.After));
    }

    [Fact]
    public void What_is_known_of_it_is_its_status()
    {
        Run(journal =>
        {
            var (done, refused, unknown, undone) = (journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One), journal.Begin(SomeChanges.One));
            journal.Done(done, null, null);
            journal.Failed(refused, Refusal, isRefused: true);
            journal.Failed(unknown, Refusal, isRefused: false);
            journal.Done(undone, null, null);
            journal.Undone(undone);
        });

        Assert.Equal([ChangeStatus.Done, ChangeStatus.Refused, ChangeStatus.Unknown, ChangeStatus.Undone], KaceAadChange.Read(JournalPath, Session.TenantId).Select(c => c.Status));
    }
}
