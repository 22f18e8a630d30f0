namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>The report's file is there already.</summary>
    public static readonly ErrorCode ReportExists = new(nameof(ReportExists), ErrorKind.ResourceExists, "There is a file at the report's path already.");

    /// <summary>The format of a report does not follow from its file's name.</summary>
    public static readonly ErrorCode ReportFormatUnknown = new(nameof(ReportFormatUnknown), ErrorKind.InvalidArgument, "The format of the report does not follow from its file's extension.");

    /// <summary>The report could not be written.</summary>
    public static readonly ErrorCode ReportNotWritable = new(nameof(ReportNotWritable), ErrorKind.ResourceUnavailable, "The report cannot be written to this path.");

    /// <summary>An object that no report has a place for.</summary>
    public static readonly ErrorCode NotReportable = new(nameof(NotReportable), ErrorKind.InvalidArgument, "What was given is no result that a report can show.");

    /// <summary>Nothing came to be reported.</summary>
    public static readonly ErrorCode NothingToReport = new(nameof(NothingToReport), ErrorKind.InvalidArgument, "Nothing was given that a report could show; an empty report would pass for all well.");
}
