namespace KaceAzureAd.Emulator.State;

/// <summary>One entry of the sign-in log. A scenario names the app and how long ago it was; the names come from the tenant.</summary>
public sealed class SignInEvent
{
    public string Id { get; set; } = Guid.NewGuid().ToString();

    /// <summary>"servicePrincipal", "interactiveUser", "nonInteractiveUser" or "managedIdentity".</summary>
    public string EventType { get; set; } = "servicePrincipal";
    public string AppId { get; set; } = "";

    /// <summary>Object id of the user, or null where an app signed in alone.</summary>
    public string? UserId { get; set; }

    /// <summary>0 for success, else the number of the AADSTS error.</summary>
    public int ErrorCode { get; set; }
    public string? FailureReason { get; set; }
    public DateTimeOffset CreatedAt { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>The same, counted back from now.</summary>
    public TimeSpan Age
    {
        get => DateTimeOffset.UtcNow - CreatedAt;
        set => CreatedAt = DateTimeOffset.UtcNow - value;
    }
}
