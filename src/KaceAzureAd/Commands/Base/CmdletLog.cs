using System.Management.Automation;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>
/// Shows what an operation tells on the streams of the cmdlet that runs it. Lines that nobody sees are not handed to the pipeline: with hundreds of
/// tenants it would do little else.
/// </summary>
internal sealed class CmdletLog(AsyncCmdlet cmdlet, bool showsVerbose, bool showsDebug) : IOperationLog
{
    private readonly List<string> _activities = [];

    public bool ShowsDebug => showsDebug;

    public void Verbose(string text)
    {
        if (showsVerbose)
            cmdlet.WriteVerbose(text);
    }

    public void Debug(string text)
    {
        if (showsDebug)
            cmdlet.WriteDebug(text);
    }

    public void Warning(string text) => cmdlet.WriteWarning(text);

    /// <summary>As Write-Host does: the text reaches the host also where the output is assigned.</summary>
    public void Inform(string text) => cmdlet.WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);

    public void Progress(OperationProgress progress) => cmdlet.WriteProgress(new(ActivityId(progress.Activity), OneLine.Text(progress.Activity), Shown(OneLine.Text(progress.Status)))
    {
        PercentComplete = progress.Percent ?? -1,
        SecondsRemaining = (int?)progress.Left?.TotalSeconds ?? -1,
        RecordType = progress.Done ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });

    // The engine refuses an empty status.
    private static string Shown(string status) => status.Length > 0 ? status : " ";

    // One bar for each activity, however many operations run side by side.
    private int ActivityId(string activity)
    {
        lock (_activities)
        {
            if (!_activities.Contains(activity))
                _activities.Add(activity);
            return _activities.IndexOf(activity);
        }
    }
}
