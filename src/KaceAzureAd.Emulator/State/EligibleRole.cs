namespace KaceAzureAd.Emulator.State;

/// <summary>A directory role that a user may activate in Privileged Identity Management.</summary>
public sealed class EligibleRole
{
    /// <summary>Template id of the role, which for a built-in role is the id of its definition too.</summary>
    public string RoleId { get; set; } = "";

    /// <summary>"/" for the whole tenant, else an administrative unit or an object.</summary>
    public string DirectoryScopeId { get; set; } = "/";

    /// <summary>"Direct", "Group" or "Inherited".</summary>
    public string MemberType { get; set; } = "Direct";
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>Null where it does not end.</summary>
    public DateTimeOffset? EndsAt { get; set; }
}
