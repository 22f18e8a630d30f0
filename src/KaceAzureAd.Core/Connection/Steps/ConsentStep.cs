using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// Admin consent: the permissions that were named, through Graph; else in the browser, by KACE Cloud's MDM On-Board URI, where Microsoft's page lists what
/// the application asks for.
/// </summary>
internal sealed class ConsentStep : ConnectionStep
{
    public override string Name => "Consent";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) =>
        [.. Missing(state, options).Select(p => p.Type == ConsentType.Delegated ? TenantOperation.GrantDelegated : TenantOperation.GrantApplication).Distinct()];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        var current = state.Consent.Count == 0 ? "no consent" : string.Join(", ", state.Consent);
        if (options.Permissions.Count == 0)
        {
            if (state.Consent.Count == 0)
            {
                yield return Person(
                    state, NameOf(state), "Consent in the browser to what KACE Cloud's application asks for", current, "admin consent for all users",
                    "KACE Cloud reads users and groups and tells Azure AD about devices by the permissions of its application.",
                    $"Open the MDM On-Board URI in a browser, sign in as an administrator of tenant {state.TenantId}, review what the page lists, and accept.", options.Setting.OnBoardUri);
            }
        }
        else if (Missing(state, options) is { Count: > 0 } missing)
        {
            yield return Change(
                state, options, NameOf(state), "Grant admin consent through Microsoft Graph", current,
                string.Join(", ", state.Consent.Concat(missing).Select(p => $"{p}{(PermissionRisk.Of(p.Permission, p.Type) is { } risk ? $" [RISK: {risk}]" : "")}")),
                "The application needs the permissions that were given as its consent.");
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        var service = new ConsentService(context.Session);
        if (step.Kind == StepKind.Change)
        {
            return Done(step, string.Join(", ", await service.GrantAsync(context.AppId, context.Options.Permissions, StepContext.Confirmed, cancellationToken)));
        }

        try
        {
            var granted = await service.GrantInBrowserAsync(
                context.AppId, () => context.Person.ShowAsync(step, cancellationToken), always: false, context.Options.WaitAtMost, StepContext.Confirmed, cancellationToken);
            return Done(step, string.Join(", ", granted));
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.ConsentNotSeen)
        {
            return step with { Status = StepStatus.Waiting, Message = e.Message };
        }
    }

    private static List<PermissionRequest> Missing(ConnectionState state, ConnectionOptions options) =>
        [.. options.Permissions.Where(p => !state.Consent.Any(c => c.IsSame(p)))];
}
