namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Tests that set environment variables, which every other test of the process would see: they run alone.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;
