using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// One sort of step: whether a state needs it is a pure function, and doing it is idempotent. Steps stand in <see cref="StepCatalogue"/> in the safe
/// order: users are pulled into KACE Cloud last, when all else is right.
/// </summary>
internal abstract class ConnectionStep
{
    /// <summary>Stable name.</summary>
    public abstract string Name { get; }

    /// <summary>What it needs of the session, in this state; nothing for what a person does.</summary>
    public virtual IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [];

    /// <summary>The steps of this sort that the state needs: mostly one or none.</summary>
    public abstract IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options);

    /// <summary>Does one of them and reads back.</summary>
    /// <returns>The step with its status and what is now.</returns>
    public abstract Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken);

    /// <summary>A step that the module does.</summary>
    protected KaceAadStep Change(ConnectionState state, ConnectionOptions options, string target, string action, string current, string desired, string reason)
    {
        var needs = Needs(state, options);
        return Step(state, StepKind.Change, target, action, current, desired, reason) with
        {
            Permissions = needs.Select(n => n.Scopes[0]).Distinct().ToArray(),
            Role = RolesInWords(needs.Select(n => n.RolesInWords).Distinct().ToList()),
        };
    }

    /// <summary>Where a step needs roles for two things, "and" and "or" are kept apart.</summary>
    private static string? RolesInWords(IReadOnlyList<string> roles) => roles.Count switch
    {
        0 => null,
        1 => roles[0],
        _ => string.Join(" and ", roles.Select(r => $"({r})")),
    };

    /// <summary>A step that a person does.</summary>
    protected KaceAadStep Person(ConnectionState state, string target, string action, string current, string desired, string reason, string instruction, Uri? page = null) =>
        Step(state, StepKind.Person, target, action, current, desired, reason) with { Instruction = instruction, Page = page };

    private KaceAadStep Step(ConnectionState state, StepKind kind, string target, string action, string current, string desired, string reason) => new()
    {
        TenantId = state.TenantId, Order = 0, Name = Name, Kind = kind, Target = Line(target), Action = Line(action), Current = Line(current), Desired = Line(desired), Reason = reason,
    };

    // Names and addresses come from the tenant, and a plan is shown in a terminal.
    private static string Line(string text) => OneLine.Of(text, 2000);

    /// <summary>KACE Cloud's application, by name where it has one.</summary>
    protected static string NameOf(ConnectionState state) => state.Application?.DisplayName ?? state.Entry?.DisplayName ?? "KACE Cloud";

    /// <summary>The step, done.</summary>
    protected static KaceAadStep Done(KaceAadStep step, string message) => step with { Status = StepStatus.Done, Message = message };
}
