using KaceAzureAd.RealShells.Emulators;
using KaceAzureAd.RealShells.Shells;

namespace KaceAzureAd.RealShells.Legs;

/// <summary>The script of the rehearsal, the whole job, in a real shell; then what the services hold against the tenant being connected.</summary>
internal sealed class RehearsalLeg(Shell shell, EmulatorDesk desk) : Leg(shell, "the rehearsal")
{
    private static readonly string Script = Path.Combine(Repository.Root, "src", "KaceAzureAd.Rehearsal", "Scripts", "ConnectTenant.ps1");

    protected override async Task<IReadOnlyList<TestResult>> RunTestsAsync(CancellationToken cancellationToken)
    {
        var id = await desk.StartEmulatorAsync("default", tenants: null, cancellationToken);
        var results = Path.Combine(Path.GetTempPath(), $"kaceaad-rehearsal-{Guid.NewGuid()}.txt");
        var (run, hasResults) = await RunForResultsAsync(
            () => Shell.RunScriptAsync(
                Path.Combine(Repository.PesterFolder, "Support", "Invoke-Rehearsal.ps1"),
                [$"{new Uri(desk.Address, id)}", Shell.PathOf(Script), Shell.PathOf(results)],
                cancellationToken),
            results);
        var objections = desk.Find(id).Objections();
        File.Delete(results);
        return
        [
            new("ConnectTenant.ps1 comes to its end", hasResults ? Outcome.Passed : Outcome.Failed, $"Exit code {run.ExitCode}.\n{run.Output}"),
            new("The services hold nothing against the tenant", objections.Count == 0 ? Outcome.Passed : Outcome.Failed, string.Join('\n', objections)),
        ];
    }
}
