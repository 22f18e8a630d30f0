using System.CommandLine;
using KaceAzureAd.RealShells.Emulators;

namespace KaceAzureAd.RealShells;

/// <summary>The command line.</summary>
internal static class Options
{
    /// <summary>The pattern of all files of tests/Pester.</summary>
    public const string AllFiles = "*.Tests.ps1";

    public static RootCommand CreateCommand()
    {
        var legs = new Option<string>("--legs")
        {
            HelpName = "PATTERN",
            Description = "Run only these legs, as in 'linux*' or '*Pester 6*'.",
            DefaultValueFactory = _ => "*",
        };
        var files = new Option<string>("--files")
        {
            HelpName = "PATTERN",
            Description = "Of tests/Pester, run only these files.",
            DefaultValueFactory = _ => AllFiles,
        };
        var list = new Option<bool>("--list") { Description = "Say which legs there are." };
        var emulators = new Command(
            "emulators", "Starts emulators for the Pester tests of a shell that asks, until its standard input ends. Its first line is where.");
        emulators.SetAction(async (_, cancellationToken) => await ServeEmulatorsAsync(cancellationToken));

        var command = new RootCommand("Runs the tests that need a real shell: in PowerShell for Linux, and in PowerShell for Windows under Wine.")
        {
            legs, files, list, emulators,
        };
        command.SetAction((parsed, cancellationToken) =>
            new TestRun(parsed.GetValue(legs)!, parsed.GetValue(files)!, parsed.GetValue(list), Console.Out).RunAsync(cancellationToken));
        return command;
    }

    private static async Task ServeEmulatorsAsync(CancellationToken cancellationToken)
    {
        await using var desk = await EmulatorDesk.StartAsync(cancellationToken);
        Console.WriteLine(desk.Address);
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }
}
