namespace KaceAzureAd.Benchmarks.Checks;

/// <summary>What one run took.</summary>
/// <param name="Ms">By the clock.</param>
/// <param name="ModuleMs">Processor time of the module and the engine.</param>
/// <param name="EmulatorMs">Processor time of the emulator.</param>
/// <param name="AllocatedBytes">Allocated by module and engine in all.</param>
/// <param name="KeptBytes">Still there afterwards.</param>
/// <param name="WorkingSetBytes">At the end.</param>
/// <param name="PeakWorkingSetBytes">The most that it was since the process began.</param>
internal sealed record ChecksResult(double Ms, double ModuleMs, double EmulatorMs, long AllocatedBytes, long KeptBytes, long WorkingSetBytes, long PeakWorkingSetBytes);
