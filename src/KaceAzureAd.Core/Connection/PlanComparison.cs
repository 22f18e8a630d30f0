using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>Whether a tenant still is as a plan was made on, and if not, what changed.</summary>
internal static class PlanComparison
{
    /// <summary>Fails where the plan is another tenant's, or the tenant is not as it was.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.PlanOfAnotherTenant</c> or <c>KaceAad.PlanOutdated</c>.</exception>
    public static void DemandSame(KaceAadPlan planned, KaceAadPlan now)
    {
        if (!string.Equals(planned.TenantId, now.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw new KaceAadException(
                ErrorCodes.PlanOfAnotherTenant, $"The plan was made for tenant {planned.TenantId}; the session is of tenant {now.TenantId}.", "Give the session of the plan's tenant, or make a plan for this one with Get-KaceAadPlan.") { Target = planned.TenantId };
        }

        if (Differences(planned.State, now.State).ToList() is { Count: > 0 } differences)
        {
            throw new KaceAadException(
                ErrorCodes.PlanOutdated, $"Tenant {now.TenantId} is no longer as it was when the plan was made ({planned.MadeAt:u}): {string.Join("; ", differences)}. Nothing was changed.",
                "Make a new plan with Get-KaceAadPlan and review it.") { Target = now.TenantId };
        }
    }

    /// <summary>What is not as it was, in words.</summary>
    public static IEnumerable<string> Differences(ConnectionState before, ConnectionState now)
    {
        var (old, current) = (Json(before), Json(now));
        return from part in old
               let value = current[part.Key]
               where !JsonNode.DeepEquals(part.Value, value)
               select $"{part.Key} was {Shown(part.Value)} and is {Shown(value)}";
    }

    private static JsonObject Json(ConnectionState state) => (JsonObject)JsonSerializer.SerializeToNode(state, PlanFile.Options)!;

    private static string Shown(JsonNode? value) => value is null ? "not there" : OneLine.Of(value.ToJsonString(PlanFile.Options), 300);
}
