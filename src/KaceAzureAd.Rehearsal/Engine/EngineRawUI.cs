using System.Management.Automation.Host;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>A screen of which only the width is known: what formatting needs.</summary>
internal sealed class EngineRawUI(int width) : PSHostRawUserInterface
{
    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    public override Size BufferSize { get; set; } = new(width, 50);

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override bool KeyAvailable => false;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Size MaxWindowSize => BufferSize;

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize { get; set; } = new(width, 50);

    public override string WindowTitle { get; set; } = "";

    public override void FlushInputBuffer() { }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw EngineHostUI.NotInteractive("a screen");

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw EngineHostUI.NotInteractive("a key press");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw EngineHostUI.NotInteractive("a screen");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw EngineHostUI.NotInteractive("a screen");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw EngineHostUI.NotInteractive("a screen");
}
