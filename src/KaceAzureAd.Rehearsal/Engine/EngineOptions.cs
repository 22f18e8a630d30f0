using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>How an engine shows and asks.</summary>
public sealed record EngineOptions
{
    /// <summary>Characters in a line.</summary>
    public int Width { get; init; } = 120;

    /// <summary>True where the output understands colours and cursor movement.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Answers choices such as -Confirm with an index; without it every question fails, for nobody is there to answer.</summary>
    public Func<ChoiceQuestion, int>? Choose { get; init; }

    /// <summary>As this process's console is: colours only where it is a terminal that has them.</summary>
    public static EngineOptions ForConsole()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or ""
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return isTerminal && Console.WindowWidth > 0 ? new() { IsTerminal = true, Width = Console.WindowWidth } : new();
    }
}

/// <summary>A question with choices, as the engine asks it.</summary>
public sealed record ChoiceQuestion(string Caption, string Message, Collection<ChoiceDescription> Choices, int DefaultChoice);
