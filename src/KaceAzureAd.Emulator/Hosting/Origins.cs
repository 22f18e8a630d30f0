namespace KaceAzureAd.Emulator.Hosting;

/// <summary>The three loopback HTTPS addresses of the emulator, known once it listens. None ends with a slash.</summary>
public sealed record Origins(string SignIn, string Graph, string KaceCloud);
