using KaceAzureAd.Connection;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>A plan that was changed since it was reviewed, or that somebody made.</summary>
public sealed class HostilePlan : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_read_and_the_same_when_it_is_saved_again_or_refused()
    {
        var (sample, damaged, again) = (_folder.File("sample"), _folder.File("damaged"), _folder.File("again"));
        var samples = new[]
        {
            States.Plan(States.Nothing),
            States.Plan(States.Connected with { OtherMdms = [States.OtherMdm(MdmUserScope.All)], OnPremisesApps = [States.OnPremises], Groups = [States.Pilot] }, States.Options with { Scope = MdmUserScope.Some, Groups = [States.Pilot.Id] }),
        }.Select(plan =>
        {
            PlanFile.Save(plan, sample, replace: true);
            return File.ReadAllText(sample);
        }).ToList();

        // One file: one after the other.
        var gate = new Lock();
        Ordeal.Undergo(
            Damage.Of(samples, "\"schema\": 1,", "\"state\": ", "\"wanted\": ", "\"groups\": [", "\"scope\": \"All\"", "\"appId\": ", "\"tenantId\": ", "\"Everybody\"", "[null]", "{}", "\"2026-11-24T12:00:00+00:00\"", "https://a.example/"),
            1500,
            bytes =>
            {
                lock (gate)
                {
                    File.WriteAllBytes(damaged, bytes);
                    var plan = PlanFile.Load(damaged);
                    Assert.All(plan.Steps, s => new[] { s.Action, s.Current, s.Desired, s.Reason, s.Target, s.Instruction, s.ToString() }.ToList().ForEach(Ordeal.AssertHarmless));
                    Assert.All(plan.Obstacles, o => Ordeal.AssertHarmless(o.Message + o.Remediation));
                    Ordeal.AssertHarmless(plan.ToString());

                    PlanFile.Save(plan, again, replace: true);
                    PlanComparison.DemandSame(plan, PlanFile.Load(again));
                }
            },
            ErrorCodes.InvalidPlan);
    }
}
