using KaceAzureAd.Errors;

namespace KaceAzureAd.Connection;

/// <summary>Something that has to be decided before a tenant can be connected. While there is one, no change is made.</summary>
/// <param name="Code">Its error id.</param>
/// <param name="Message">What is in the way.</param>
/// <param name="Remediation">What to do.</param>
public sealed record KaceAadObstacle(string Code, string Message, string Remediation)
{
    internal KaceAadObstacle(ErrorCode code, string message, string remediation)
        : this(code.Id, message, remediation)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>The way from a tenant's present state to a connected one. Making it changes nothing.</summary>
public sealed class KaceAadPlan
{
    internal KaceAadPlan(ConnectionState state, ConnectionOptions options, IReadOnlyList<KaceAadStep> steps, IReadOnlyList<KaceAadObstacle> obstacles, DateTimeOffset madeAt)
    {
        (State, Options, Steps, Obstacles, MadeAt) = (state, options, steps, obstacles, madeAt);
    }

    /// <summary>The tenant's id.</summary>
    public string TenantId => State.TenantId;

    /// <summary>KACE Cloud's appId.</summary>
    public string AppId => State.AppId;

    /// <summary>When the tenant was looked at, by this machine's clock.</summary>
    public DateTimeOffset MadeAt { get; }

    /// <summary>The steps, in their order; none where nothing is to be done.</summary>
    public IReadOnlyList<KaceAadStep> Steps { get; }

    /// <summary>What has to be decided first.</summary>
    public IReadOnlyList<KaceAadObstacle> Obstacles { get; }

    /// <summary>True where the tenant is as it should be already.</summary>
    public bool IsConnected => Steps.Count == 0 && Obstacles.Count == 0;

    /// <summary>What its steps need of the session.</summary>
    internal IEnumerable<Identity.TenantOperation> Needs => Planner.Stages(State, Options).SelectMany(stage => stage.SelectMany(s => s.Step.Needs(State, Options)));

    internal ConnectionState State { get; }

    internal ConnectionOptions Options { get; }

    /// <summary>What the plan was made for, with the groups as they were found then.</summary>
    public ConnectionOptions WantedOptions => Options with { Groups = [.. State.Groups.Select(g => g.Id)] };

    /// <inheritdoc/>
    public override string ToString() => IsConnected ? $"{TenantId}: nothing is to be done" : $"{TenantId}: {Steps.Count} steps, {Obstacles.Count} obstacles";
}
