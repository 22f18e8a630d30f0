namespace KaceAzureAd.Emulator.SignIn;

/// <summary>How the sign-in service behaves, changeable while it runs.</summary>
public sealed class SignInOptions
{
    /// <summary>User name of the person who approves every device code once the client has polled for it; null: somebody has to open the page.</summary>
    public string? AutoApproveDeviceCodeAs { get; set; }

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(90);

    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a client has to wait between two polls for a device code's token; whole seconds.</summary>
    public TimeSpan DeviceCodeInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The services' clock against this machine's: an hour means that theirs is an hour fast.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The time by the services' clock.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + ClockOffset;
}
