using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>Who does a step.</summary>
public enum StepKind
{
    /// <summary>The module, through Microsoft Graph.</summary>
    Change,

    /// <summary>A person, in a portal or in KACE Cloud, where Microsoft Graph cannot.</summary>
    Person,

    /// <summary>Microsoft's service by itself; where it does not, a person.</summary>
    Wait,
}

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>It is to be done; nothing of it was.</summary>
    Planned,

    /// <summary>It is done, and was read back.</summary>
    Done,

    /// <summary>A person has to do it, and nothing that can be seen tells whether it is done.</summary>
    ForPerson,

    /// <summary>A person has to do it before the run can go on.</summary>
    Waiting,

    /// <summary>It failed; the message says why.</summary>
    Failed,
}

/// <summary>
/// One step on the way to a connected tenant: what is, what will be, why, and what it takes. Names in its texts come from the tenant; each text is one
/// line that a terminal may show.
/// </summary>
public sealed record KaceAadStep
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>Its place, from 1. Steps of the same place do not depend on one another and are done side by side.</summary>
    public required int Order { get; init; }

    /// <summary>The step's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>Who does it.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>What is changed, by name.</summary>
    public required string Target { get; init => field = OneLine.Text(value); }

    /// <summary>What it does, in the imperative.</summary>
    public required string Action { get; init => field = OneLine.Text(value); }

    /// <summary>What is.</summary>
    public required string Current { get; init => field = OneLine.Text(value); }

    /// <summary>What will be.</summary>
    public required string Desired { get; init => field = OneLine.Text(value); }

    /// <summary>Why.</summary>
    public required string Reason { get; init => field = OneLine.Text(value); }

    /// <summary>Permissions of Microsoft Graph that it needs; empty for what a person does.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = Array.Empty<string>();

    /// <summary>The directory role that it needs, or roles of which one suffices; null where none is needed.</summary>
    public string? Role { get; init; }

    /// <summary>What exactly to click, for a person.</summary>
    public string? Instruction { get; init => field = OneLine.Text(value); }

    /// <summary>The page to open, for a person; null where its address is not known.</summary>
    public Uri? Page { get; init; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>What came of it: what is now, or why it failed. Null while it is planned.</summary>
    public string? Message { get; init => field = OneLine.Text(value); }

    /// <summary>appId of the application that it is about, where that is not KACE Cloud's.</summary>
    internal string? OtherAppId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Order}. {Action}";
}
