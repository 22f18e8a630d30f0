using System.Diagnostics;

namespace KaceAzureAd.RealShells.Shells;

/// <summary>
/// PowerShell for Windows, under Wine, with a prefix of its own: its registry, its drive C and its users are new, and end with it.
/// </summary>
internal sealed class WindowsShell : Shell
{
    // Not in the clone: the links of a prefix lead to the whole machine.
    private readonly string _prefix = Path.Combine(Path.GetTempPath(), $"kaceaad-wine-{Guid.NewGuid()}");

    public WindowsShell()
    {
        Variables["WINEPREFIX"] = _prefix;
        Variables["WINEDEBUG"] = "-all";
        // The second is for programs of 64 bits alone, and 'dotnet run' sets it to this machine's own.
        Variables["DOTNET_ROOT"] = Variables["DOTNET_ROOT_X64"] = PathOf(Path.Combine(Repository.ShellsFolder, "dotnet"));
        // With it, processes that live long end in an internal error of the runtime far more often.
        Variables["DOTNET_EnableWriteXorExecute"] = "0";
    }

    public override string Name => "windows";

    protected override string Program => Path.Combine(Repository.ShellsFolder, "powershell", "win", "pwsh.exe");

    public override string PathOf(string path) => "Z:" + path.Replace('/', '\\');

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RunAsync("wineboot", ["-i"], cancellationToken);
        await RunAsync("winecfg", ["-v", "win10"], cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_prefix))
        {
            await RunAsync("wineserver", ["-k", "-w"], CancellationToken.None);
            Directory.Delete(_prefix, recursive: true);
        }

        await base.DisposeAsync();
    }

    // Without a console PowerShell ends at once, with exit code 0: util-linux's script gives it one.
    protected override ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments) =>
        new("script", ["-qec", string.Join(' ', Command(program).Concat(arguments).Select(Quoted)), "/dev/null"]);

    // Wine's own programs are Linux'.
    private static string[] Command(string program) => program.EndsWith(".exe", StringComparison.Ordinal) ? ["wine", program] : [program];

    private static string Quoted(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
