using KaceAzureAd.Operations;

namespace KaceAzureAd.Core.Tests.Operations;

/// <summary>What an operation told.</summary>
internal sealed class ToldLog : IOperationLog
{
    public bool ShowsDebug => true;

    public List<string> Texts { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<OperationProgress> Steps { get; } = [];

    /// <summary>What the operation tells from here on, in this test.</summary>
    public static ToldLog Listen()
    {
        var log = new ToldLog();
        OperationLog.Current = log;
        return log;
    }

    /// <summary>Does something when a text or the activity of a progress is told, before the operation goes on.</summary>
    public Action<string> On { get; set; } = _ => { };

    public void Verbose(string text)
    {
        Add(Texts, text);
        On(text);
    }

    public void Debug(string text) => Add(Texts, text);

    public void Warning(string text) => Add(Warnings, text);

    public void Inform(string text) => Add(Texts, text);

    public void Progress(OperationProgress progress)
    {
        Add(Steps, progress);
        On(progress.Activity);
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (Texts)
        {
            list.Add(item);
        }
    }
}
