namespace KaceAzureAd.Operations;

/// <summary>Where a running operation tells what it does. Nothing given to it may hold a secret.</summary>
public interface IOperationLog
{
    /// <summary>One line a request, or one fact an administrator may want to know.</summary>
    void Verbose(string text);

    /// <summary>Details for finding faults.</summary>
    void Debug(string text);

    /// <summary>True where somebody sees what <see cref="Debug"/> is given; what is costly to tell need not be told otherwise.</summary>
    bool ShowsDebug { get; }

    /// <summary>Something the administrator should know though the operation goes on.</summary>
    void Warning(string text);

    /// <summary>Something the administrator has to read or do now, such as a device code; shown even when output is assigned.</summary>
    void Inform(string text);

    /// <summary>How far a long operation is.</summary>
    void Progress(OperationProgress progress);
}

/// <summary>How far a long operation is.</summary>
/// <param name="Activity">What is being done, as in "Waiting for the mobility policy".</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Percent">0 to 100, or null where the end is not known.</param>
/// <param name="Done">True for the last message of this activity.</param>
public sealed record OperationProgress(string Activity, string Status, int? Percent = null, bool Done = false)
{
    /// <summary>How long it will still take, where that can be estimated.</summary>
    public TimeSpan? Left { get; init; }
}

/// <summary>
/// The log of the operation that is running. It flows with the asynchronous context, so that one session can serve
/// several cmdlets at once and each sees its own requests.
/// </summary>
public static class OperationLog
{
    private static readonly AsyncLocal<IOperationLog?> Ambient = new();

    /// <summary>The log of the running operation; never null.</summary>
    public static IOperationLog Current
    {
        get => Ambient.Value ?? Silent.Instance;
        set => Ambient.Value = value;
    }

    private sealed class Silent : IOperationLog
    {
        public static readonly Silent Instance = new();

        public void Verbose(string text) { }

        public void Debug(string text) { }

        public bool ShowsDebug => false;

        public void Warning(string text) { }

        public void Inform(string text) { }

        public void Progress(OperationProgress progress) { }
    }
}
