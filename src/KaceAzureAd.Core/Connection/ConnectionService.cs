using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Steps;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection;

/// <summary>Plans how a tenant is connected with KACE Cloud, and does it.</summary>
public sealed class ConnectionService
{
    private readonly KaceAadSession _session;

    /// <summary>For one tenant.</summary>
    public ConnectionService(KaceAadSession session) => _session = session;

    /// <summary>Looks at the tenant and computes the plan; changes nothing.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidScope</c>, <c>GroupNotFound</c>, <c>GroupNotUnique</c>, <c>UntrustedConsentHost</c>, <c>ConsentForAnotherApp</c>, <c>MissingScope</c>, <c>DelegatedSessionRequired</c>, or Graph's refusal.</exception>
    public async Task<KaceAadPlan> PlanAsync(ConnectionOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        OnBoardUriResolver.DemandPage(options.Setting, _session.Environment);
        return Planner.Plan(await new ConnectionStateReader(_session, options).ReadAsync(cancellationToken), options, DateTimeOffset.UtcNow);
    }

    /// <summary>
    /// Brings the tenant to the state wanted, from whatever state it is in, and never does a thing twice. A run that broke off continues with the
    /// same call. What fails or waits for a person is part of what it returns.
    /// </summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="planned">A plan that was made before and is to be done as it is; null to plan now.</param>
    /// <param name="journalPath">The journal, or the folder of journals; null for one in the user's own folder.</param>
    /// <param name="confirm">Asked once, before the first change, with the whole plan.</param>
    /// <param name="person">The way to a person.</param>
    /// <param name="cancellationToken">Ends it; what was done is in the journal.</param>
    /// <exception cref="KaceAadException">
    /// Before any change: those of <see cref="PlanAsync"/>, <c>KaceAad.PlanOutdated</c>, <c>PlanOfAnotherTenant</c>, <c>OtherMdmInTheWay</c>,
    /// <c>OnPremisesAppInTheWay</c>, <c>DisabledByMicrosoft</c>, <c>ReadOnlySession</c>, <c>MissingScope</c>, or the journal cannot be used.
    /// </exception>
    public async Task<KaceAadConnection> ConnectAsync(
        ConnectionOptions options, KaceAadPlan? planned, string? journalPath, ConfirmChange confirm, IAtThePage person, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(options, cancellationToken);
        if (planned is not null)
        {
            PlanComparison.DemandSame(planned, plan);
        }

        Demand(plan);
        if (plan.Steps.Count == 0)
        {
            return Result(plan, ConnectionStatus.Unchanged, plan.Steps, "It is connected already.");
        }

        if (!await confirm($"Tenant {plan.TenantId}", $"Connect with KACE Cloud in {plan.Steps.Count} steps:" + string.Concat(plan.Steps.Select(s => $"{Environment.NewLine}  {s}: {OneLine.Of(s.Current, 200)} -> {OneLine.Of(s.Desired, 300)}"))))
        {
            return Result(plan, ConnectionStatus.Planned, plan.Steps, "Nothing was changed.");
        }

        var path = journalPath is null ? JournalPaths.Default(plan.TenantId) : JournalPaths.At(journalPath, plan.TenantId);
        using var journal = ChangeJournal.Open(path, _session, "Set-KaceAadConnection");
        ChangeRecorder.Current = journal;
        try
        {
            var result = await new PlanRun(plan, new StepContext(_session, plan.State, options, journal, person), path).RunAsync(cancellationToken);
            journal.End(result.Status.ToString());
            return result;
        }
        finally
        {
            ChangeRecorder.Current = null;
        }
    }

    private static KaceAadConnection Result(KaceAadPlan plan, ConnectionStatus status, IReadOnlyList<KaceAadStep> steps, string message) => new()
    {
        TenantId = plan.TenantId, AppId = plan.AppId, Status = status, Steps = steps, Message = message,
    };

    /// <summary>Everything that can be known to fail fails here, before the first change.</summary>
    private void Demand(KaceAadPlan plan)
    {
        if (plan.Obstacles.Count > 0)
        {
            var first = plan.Obstacles[0];
            throw new KaceAadException(
                ErrorCodes.All.First(c => c.Id == first.Code), string.Join(" ", plan.Obstacles.Select(o => o.Message)), string.Join(" ", plan.Obstacles.Select(o => o.Remediation))) { Target = plan.TenantId };
        }

        foreach (var operation in plan.Needs.Distinct())
        {
            _session.Demand(operation);
        }

        if (plan.Steps.Count > 0 && _session.IsReadOnly)
        {
            throw _session.Objection(Identity.TenantOperation.WriteMobilityPolicies)!;
        }
    }
}
