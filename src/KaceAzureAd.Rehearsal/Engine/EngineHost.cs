using System.Globalization;
using System.Management.Automation.Host;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>The host that the engine shows its output on.</summary>
internal sealed class EngineHost(EngineOptions options) : PSHost
{
    public EngineHostUI Screen { get; } = new(options);

    /// <summary>What the script gave to <c>exit</c>, if it did.</summary>
    public int? ExitCode { get; set; }

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "KaceAzureAd.Rehearsal";

    public override PSHostUserInterface UI => Screen;

    public override Version Version { get; } = typeof(EngineHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() => throw EngineHostUI.NotInteractive("a nested prompt");

    public override void ExitNestedPrompt() => throw EngineHostUI.NotInteractive("a nested prompt");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
