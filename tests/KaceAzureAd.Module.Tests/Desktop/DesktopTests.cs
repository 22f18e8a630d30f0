using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Desktop;

/// <summary>
/// The tests of the flavour for Windows PowerShell (KaceAzureAd.Core.Desktop.Tests), run once under Mono; each of them is shown and counted here as one.
/// </summary>
public sealed class DesktopTests
{
    // About as many as there are: many that are missing were lost on the way.
    private const int AtLeast = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<Run>> TheRun = new(RunAsync);

    [Fact]
    public async Task All_of_them_were_run()
    {
        Required.Mono();

        var run = await TheRun.Value;

        Assert.True(run.Tests.Count >= AtLeast, $"{run.Tests.Count} tests ended, not {AtLeast}; exit code {run.ExitCode}. {run.Output}");
        Assert.Equal(run.Announced, run.Tests.Count);
        Assert.Empty(run.Errors);
    }

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Under_Mono(string result, string message) => Assert.True(result == "Pass", message);

    public static async Task<IEnumerable<TheoryDataRow<string, string>>> Results() => !Required.HasMono
        ? [new("", "") { TestDisplayName = "Under Mono", Skip = "Needs mono: All_of_them_were_run says what is missing." }]
        : (await TheRun.Value).Tests.Select(t => new TheoryDataRow<string, string>(t.Result, t.Message)
        {
            TestDisplayName = $"Under Mono: {t.Name}",
            Skip = t.Result == "Skip" ? t.Message : null,
        });

    // The report is written when the last test has ended: a crash before leaves none, or one that cannot be read. The exit code says no more, and Mono
    // sometimes aborts afterwards, when it ends its threads.
    private static async Task<Run> RunAsync()
    {
        using var folder = new Loading.TemporaryFolder();
        var report = Path.Combine(folder.Path, "report.xml");
        var tests = typeof(DesktopTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "DesktopTests").Value!;
        using var mono = Process.Start(new ProcessStartInfo(Required.MonoPath, [tests, "-noColor", "-xml", report])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MONO_DEBUG"] = "no-gdb-backtrace" },
        })!;
        var (output, errors) = (mono.StandardOutput.ReadToEndAsync(), mono.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await mono.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            mono.Kill(entireProcessTree: true);
            await mono.WaitForExitAsync(CancellationToken.None);
        }

        var text = await output + await errors;
        var results = File.Exists(report) ? XDocument.Load(report) : new XDocument();
        return new Run(
            mono.ExitCode, text.Length > 4000 ? text[^4000..] : text,
            [.. results.Descendants("test").Select(t => (t.Attribute("name")!.Value, t.Attribute("result")!.Value, t.Element("failure")?.Value ?? t.Element("reason")?.Value ?? ""))],
            [.. results.Descendants("error").Select(e => e.Value)],
            results.Descendants("assembly").Sum(a => (int)a.Attribute("total")!));
    }

    private sealed record Run(int ExitCode, string Output, IReadOnlyList<(string Name, string Result, string Message)> Tests, IReadOnlyList<string> Errors, int Announced);
}
