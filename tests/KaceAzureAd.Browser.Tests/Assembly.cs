using System.Runtime.Versioning;
using KaceAzureAd.Browser.Tests;
using Xunit.Sdk;
using Xunit.v3;

// The environment variable BROWSER, which names the browser to open, belongs to the whole process, and times are measured.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(Chromium))]
