namespace KaceAzureAd.Emulator.State;

/// <summary>Days until each service's certificate ends, counted from the start of the emulator; below 0 for one that has ended.</summary>
public sealed class CertificateDays
{
    public double SignIn { get; set; } = 89;
    public double Graph { get; set; } = 89;
    public double KaceCloud { get; set; } = 89;
}
