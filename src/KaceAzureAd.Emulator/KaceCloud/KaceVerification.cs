namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>What "Verify Azure AD Settings" found.</summary>
public sealed record KaceVerification(bool Success, string Message);
