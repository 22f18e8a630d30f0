using CsCheck;
using KaceAzureAd.Connection;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>What holds for the plan of every tenant.</summary>
public sealed class PlannerProperties
{
    [Fact]
    public void What_a_plan_makes_of_a_tenant_needs_nothing_more() =>
        AnyPlan.Any.Where(p => p.Obstacles.Count == 0).Sample(
            plan => Assert.True(States.Plan(States.After(plan), plan.Options).IsConnected, $"{plan} left {string.Join(", ", States.Plan(States.After(plan), plan.Options).Steps)}"), iter: Samples.Of(1000));

    [Fact]
    public void The_scope_is_the_last_change_and_only_the_proof_comes_after_it() =>
        AnyPlan.Any.Sample(
            plan =>
            {
                var names = plan.Steps.Select(s => s.Name).ToList();
                Assert.Equal(names.Count > 0, names.LastOrDefault() == "VerifyInKaceCloud");
                Assert.Equal("MdmUserScope", names.Contains("MdmUserScope") ? names[^2] : "MdmUserScope");
                Assert.True(names.Count != 1, "The proof alone is no plan.");
            },
            iter: Samples.Of(1000));

    [Fact]
    public void Places_count_from_one_without_a_gap_and_no_two_steps_are_the_same() =>
        AnyPlan.Any.Sample(
            plan =>
            {
                Assert.Equal(Enumerable.Range(1, plan.Steps.Select(s => s.Order).DefaultIfEmpty().Max()), plan.Steps.Select(s => s.Order).Distinct());
                Assert.Equal(plan.Steps.Count, plan.Steps.DistinctBy(s => (s.Name, s.OtherAppId)).Count());
            },
            iter: Samples.Of(1000));

    [Fact]
    public void The_same_tenant_has_the_same_plan() =>
        AnyPlan.Any.Sample(plan =>
        {
            Assert.Equal(plan.Steps.Select(s => $"{s} {s.Current} {s.Desired}"), States.Plan(plan.State, plan.Options).Steps.Select(s => $"{s} {s.Current} {s.Desired}"));
            Assert.Empty(PlanComparison.Differences(plan.State, plan.State));
        });

    [Fact]
    public void What_a_step_needs_is_asked_of_the_session_before_the_first() =>
        AnyPlan.Any.Sample(plan => Assert.All(
            plan.Steps.SelectMany(s => s.Permissions), permission => Assert.Contains(permission, plan.Needs.SelectMany(n => n.Scopes))));
}
