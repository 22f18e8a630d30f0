using System.Diagnostics;

namespace KaceAzureAd.RealShells.Shells;

/// <summary>PowerShell for Linux, as its .NET tool runs it: by dotnet.</summary>
internal sealed class LinuxShell : Shell
{
    public override string Name => "linux";

    protected override string Program => Path.Combine(Repository.ShellsFolder, "powershell", "unix", "pwsh.dll");

    public override string PathOf(string path) => path;

    protected override ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments) => new("dotnet", [program, .. arguments]);
}
