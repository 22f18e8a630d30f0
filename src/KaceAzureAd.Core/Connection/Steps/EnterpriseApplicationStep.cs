using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Connection.Steps;

/// <summary>KACE Cloud's enterprise application: added where it is not there, enabled where it is disabled.</summary>
internal sealed class EnterpriseApplicationStep : ConnectionStep
{
    public override string Name => "EnterpriseApplication";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteApplications];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.Application is null)
        {
            yield return Change(
                state, options, "Enterprise applications", $"Add KACE Cloud's enterprise application {state.AppId}", "not there", "there, enabled",
                "KACE Cloud acts in the tenant by its multi-tenant application, which has to be in the directory.");
        }
        else if (!state.Application.IsEnabled && !state.Application.IsDisabledByMicrosoft)
        {
            yield return Change(
                state, options, NameOf(state), $"Enable the enterprise application {NameOf(state)} for users to sign in", "disabled", "enabled",
                "While it is disabled nobody can sign in to it, and no device enrols.");
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        var servicePrincipals = new ServicePrincipals(context.Session.Graph);
        if (context.State.Application is null)
        {
            // Graph refuses a second one, so there is no need to look again whether it is there.
            await servicePrincipals.AddAsync(context.AppId, hadEntry: false, cancellationToken);
        }
        else if (await servicePrincipals.FindAsync(context.AppId, cancellationToken) is { AccountEnabled: false } disabled)
        {
            await servicePrincipals.SetEnabledAsync(disabled, true, cancellationToken);
        }

        var seen = await (Replication.Default with { Limit = context.Options.WaitAtMost }).WaitForAsync("the enterprise application", LookAsync, cancellationToken)
            ?? throw Replication.NotSeen($"The enterprise application {context.AppId}", context.AppId);
        return Done(step, $"{seen.DisplayName ?? context.AppId} is there ({seen.Id})");

        // Its entry, which mostly comes with it, is looked for in the same round trip: the next step waits for that.
        async Task<ServicePrincipal?> LookAsync()
        {
            var application = servicePrincipals.FindAsync(context.AppId, cancellationToken);
            await Task.WhenAll(application, context.State.Entry is null ? context.Entry.FindAsync(context.AppId, cancellationToken) : Task.CompletedTask);
            return await application is { AccountEnabled: not false } found ? found : null;
        }
    }
}
