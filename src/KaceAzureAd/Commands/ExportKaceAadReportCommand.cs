using System.Management.Automation;
using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using KaceAzureAd.Report;

namespace KaceAzureAd.Commands;

/// <summary>Writes what the other cmdlets returned, of any number of tenants, into one file: a page to hand out, or a file for programs.</summary>
[Cmdlet(VerbsData.Export, "KaceAadReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKaceAadReportCommand : AsyncCmdlet
{
    private const string Activity = "Making the report";
    private const int Often = 200;

    private readonly ReportBuilder _report = new();
    private string _path = "";
    private ReportFormat _format;
    private int _results;

    /// <summary>
    /// What Test-KaceAadPrerequisite, Test-KaceAadConnection, Set-KaceAadConnection, Get-KaceAadPlan, Undo-KaceAadChange and the cmdlets about scopes, URIs,
    /// applications and consent returned, in any order. Of several results of one thing the last counts.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The file. Its extension says the format: .html, .xml (JUnit), .md, .json or .csv.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The format, where the file's extension does not say it.</summary>
    [Parameter]
    public ReportFormat? Format { get; set; }

    /// <summary>The report's title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Azure AD and KACE Cloud";

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        // Refused before what comes through the pipeline is begun, which may change tenants.
        _path = FilePath(Path, ErrorCodes.ReportNotWritable, "a report");
        _format = Format ?? ReportFile.FormatOf(_path);
        ReportFile.Demand(_path, Force);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var input in InputObject)
        {
            Take(input);
            if (++_results % Often == 0)
            {
                OperationLog.Current.Progress(new OperationProgress(Activity, $"{_results} results"));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        var report = _report.Build(Title, DateTimeOffset.UtcNow);
        if (ShouldProcess(_path, $"Write a report of {_report.Tenants} {(_report.Tenants == 1 ? "tenant" : "tenants")}"))
        {
            ReportFile.Save(report, _path, _format, Force, cancellationToken);
            if (PassThru)
            {
                WriteObject(new FileInfo(_path));
            }
        }

        if (_results >= Often)
        {
            OperationLog.Current.Progress(new OperationProgress(Activity, "", Done: true));
        }

        return Task.CompletedTask;
    }

    private void Take(PSObject input)
    {
        try
        {
            _report.Add(input.BaseObject);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotReportable && input.TypeNames.Count > 0)
        {
            // What was read back from a file has the name of what it was.
            throw ReportBuilder.NotReportable(input.TypeNames[0]);
        }

        if (input.BaseObject is KaceAadConnection { JournalPath: { } journal } connection)
        {
            TakeJournal(connection.TenantId, journal);
        }
    }

    private void TakeJournal(string tenantId, string path)
    {
        try
        {
            foreach (var change in KaceAadChange.Read(path, tenantId))
            {
                _report.Add(change);
            }
        }
        catch (KaceAadException e)
        {
            // The report says so as well.
            WriteWarning(e.Message);
            _report.AddUnreadJournal(tenantId, path, e);
        }
    }
}
