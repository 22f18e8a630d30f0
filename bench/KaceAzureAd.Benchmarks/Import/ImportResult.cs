namespace KaceAzureAd.Benchmarks.Import;

/// <summary>What a process of its own measured of one module: milliseconds, and bytes of working set.</summary>
/// <param name="ImportMs">Import-Module.</param>
/// <param name="ImportBytes">Working set that importing added.</param>
/// <param name="ConnectMs">The first Connect-KaceAad, with an access token; null for another module.</param>
/// <param name="FirstObjectMs">The first object of Get-KaceAadSession.</param>
/// <param name="FirstCallMs">The first cmdlet that asks Microsoft Graph.</param>
/// <param name="UsedBytes">Working set that all of it added.</param>
internal sealed record ImportResult(double ImportMs, long ImportBytes, double? ConnectMs, double? FirstObjectMs, double? FirstCallMs, long UsedBytes);
