using KaceAzureAd.Connection.Steps;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>Computes the plan: a pure function of state and options.</summary>
internal static class Planner
{
    public static KaceAadPlan Plan(ConnectionState state, ConnectionOptions options, DateTimeOffset madeAt)
    {
        var stages = Stages(state, options).Where(s => s.Count > 0).ToList();
        var steps = stages.SelectMany((stage, i) => stage.Select(s => s.Planned with { Order = i + 1 })).ToArray();
        return new KaceAadPlan(state, options, steps, Obstacles(state, options).ToArray(), madeAt);
    }

    /// <summary>The steps with what does them, stage by stage. KACE Cloud's own proof ends what is not empty.</summary>
    public static IEnumerable<IReadOnlyList<(ConnectionStep Step, KaceAadStep Planned)>> Stages(ConnectionState state, ConnectionOptions options)
    {
        var isEmpty = true;
        foreach (var stage in StepCatalogue.Stages)
        {
            var planned = stage is [VerifyStep] && isEmpty ? [] : stage.SelectMany(s => s.Plan(state, options).Select(p => (s, p))).ToList();
            isEmpty &= planned.Count == 0;
            yield return planned;
        }
    }

    private static IEnumerable<KaceAadObstacle> Obstacles(ConnectionState state, ConnectionOptions options)
    {
        if (state.Application is { IsDisabledByMicrosoft: true } application)
        {
            yield return new KaceAadObstacle(
                ErrorCodes.DisabledByMicrosoft, $"Microsoft disabled the enterprise application {OneLine.Of(application.DisplayName)} in tenant {state.TenantId}.", "Ask Quest's support why Microsoft disabled the application.");
        }

        if (!options.ResolveConflict && ScopeConflicts.In(state, options).ToList() is { Count: > 0 } others)
        {
            yield return new KaceAadObstacle(
                ErrorCodes.OtherMdmInTheWay, $"In tenant {state.TenantId} another MDM application claims users whom KACE Cloud is to manage: {OneLine.Of(others.Select(o => $"{OneLine.Of(o.Name, 40)} ({o.Scope})"))}.",
                "Give -ResolveConflict to set its MDM user scope to None (it is journalled and can be undone), or set it in the Microsoft Entra admin center, or choose -Scope Some with groups that it does not claim.");
        }

        if (!options.RemoveOnPremisesApp && state.OnPremisesApps is { Count: > 0 } old)
        {
            yield return new KaceAadObstacle(
                ErrorCodes.OnPremisesAppInTheWay, $"In tenant {state.TenantId} an on-premises MDM application for KACE is left over from the manual way: {OneLine.Of(old.Select(o => $"{OneLine.Of(o.Name, 40)} ({o.AppId})"))}.",
                "Give -RemoveOnPremisesApp to remove it in Azure AD (it can be restored for thirty days), after Remove Existing Settings in KACE Cloud.");
        }
    }
}
