using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// The entry in Mobility (MDM and MAM). Whether it comes by itself with the enterprise application is not documented, and no request makes it
/// (facts.md 1.5, 1.8): it is waited for, and where it does not come, a person adds it in the portal while the run goes on waiting.
/// </summary>
internal sealed class MobilityEntryStep : ConnectionStep
{
    private static readonly TimeSpan ComesByItself = TimeSpan.FromSeconds(30);

    public override string Name => "MobilityEntry";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.ReadMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.Entry is not { IsValid: true })
        {
            yield return Person(
                state, "Mobility (MDM and MAM)", "Wait for the application's entry in Mobility (MDM and MAM)", "no entry", "an entry with the MDM user scope None",
                "The MDM user scope and the MDM URIs are settings of that entry. It mostly comes with the application; where it does not, only a person can add it.",
                "Open the Microsoft Entra admin center > Settings > Mobility (MDM and MAM) > Add application, choose KACE Cloud and add it. Leave the MDM user scope at None.") with { Kind = StepKind.Wait };
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        var wait = context.Options.WaitAtMost;
        if (await WaitAsync(wait < ComesByItself ? wait : ComesByItself) is null)
        {
            var shown = step with { Page = AdminCenter(context.Session.Environment) };
            await context.Person.ShowAsync(shown, cancellationToken);
            if (wait <= ComesByItself || await WaitAsync(wait - ComesByItself) is null)
            {
                return shown with { Status = StepStatus.Waiting, Message = context.Entry.Missing(context.AppId).Message };
            }
        }

        return Done(step, "the entry is there");

        Task<MobilityPolicy?> WaitAsync(TimeSpan limit) => (Replication.Default with { Limit = limit }).WaitForAsync("the entry in Mobility (MDM and MAM)", async () =>
            (context.Entry.JustSeen(context.AppId) ?? await context.Entry.FindAsync(context.AppId, cancellationToken)) is { IsValid: not false } policy ? policy : null, cancellationToken);
    }

    private static Uri? AdminCenter(KaceAadEnvironment environment) => environment.Name switch
    {
        nameof(KaceAadEnvironment.Global) => new Uri("https://entra.microsoft.com"),
        nameof(KaceAadEnvironment.USGov) or nameof(KaceAadEnvironment.USGovDoD) => new Uri("https://entra.microsoft.us"),
        nameof(KaceAadEnvironment.China) => new Uri("https://entra.microsoftonline.cn"),
        _ => null,
    };
}
