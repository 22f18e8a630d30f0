namespace KaceAzureAd.RealShells.Shells;

/// <summary>What a process of a shell left behind.</summary>
/// <param name="ExitCode">Its exit code; null where it was ended, for it took too long.</param>
/// <param name="Output">All that it wrote, escape sequences included.</param>
internal sealed record ShellRun(int? ExitCode, string Output);
