using System.Net;
using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>
/// A run is killed after each single request in turn: Graph has acted on it, and the process is gone before it learns so. The same command ends connected
/// all the same, with the same state as a run that nobody disturbs and no write made twice; and undoing leads back, from there and from where it broke off.
/// </summary>
public sealed class KilledRunTests : ConnectionTest
{
    private static readonly string[] Permissions =
    [
        "User.Read", "LicenseAssignment.Read.All", "Policy.Read.DeviceConfiguration", "GroupMember.Read.All", "Policy.ReadWrite.MobilityManagement", "Application.ReadWrite.All",
        "DelegatedPermissionGrant.ReadWrite.All", "AppRoleAssignment.ReadWrite.All",
    ];

    // The next one loads the module while the one before is looked at.
    private ConnectingProcess? _next;

    public override async ValueTask DisposeAsync()
    {
        _next?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_is_killed_after_any_request_continues_and_can_be_undone()
    {
        var (before, start) = (State(), Copy());
        RunWell(Set);
        var (connected, writes) = (State(), Writes.Count);
        Assert.True(writes > 5);
        Restore(start);
        File.Delete(JournalPath);

        var requests = 0;
        for (_next = Prepare(); await KillAfterAsync(requests); requests++)
        {
            var (brokenOff, journal) = (Copy(), File.Exists(JournalPath) ? await File.ReadAllBytesAsync(JournalPath, Cancellation) : null);

            // Where only the last reading back was missing, nothing is left to be done.
            Assert.Contains(StatusOf(RunWell(Set)), new[] { "Connected", "Unchanged" });
            Assert.Equal(connected, State());
            Assert.Equal(writes, Writes.Count(w => w.Status is >= 200 and < 300));
            AssertNothingIsPlanned();
            RunWell(Undo);
            Assert.Equal(before, State());

            Restore(brokenOff);
            File.Delete(JournalPath);
            if (journal is not null)
            {
                await File.WriteAllBytesAsync(JournalPath, journal, Cancellation);
                RunWell(Undo);
                File.Delete(JournalPath);
            }

            Assert.Equal(before, State());
            Restore(start);
        }

        // One request at the least before and after each write.
        Assert.InRange(requests, 2 * writes, 100);
        TestContext.Current.SendDiagnosticMessage("Killed after each of {0} requests.", requests);
    }

    /// <summary>Kills a run once Graph has acted on its request of this number; false where it had ended before.</summary>
    private async Task<bool> KillAfterAsync(int requests)
    {
        using var process = _next!;
        _next = Prepare();
        Session.Stage.ClearLog();
        Session.Emulator.Faults.Add(FaultRule.Parse($"hang * .* acted origin=Graph after={requests}"));
        process.Begin();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var held = Session.Emulator.Faults.WaitUntilHeldAsync(end.Token);
        var isHeld = await Task.WhenAny(held, process.Output) == held;
        if (isHeld)
        {
            await process.KillAsync();
        }
        else
        {
            await end.CancelAsync();
            Assert.Contains("Connected", await process.Output, StringComparison.Ordinal);
        }

        Session.Emulator.Faults.Clear();
        return isHeld;
    }

    private ConnectingProcess Prepare() =>
        new(Session.Emulator, Reference(World) + Set, new NetworkCredential("", Session.Stage.AccessToken("admin", Permissions)).Password, Uris, JournalPath);

    private string[] Uris => [.. Session.Stage.SettingText.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith("https://", StringComparison.Ordinal))];
}
