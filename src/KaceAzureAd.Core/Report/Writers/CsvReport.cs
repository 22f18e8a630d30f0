using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace KaceAzureAd.Report.Writers;

/// <summary>CSV (RFC 4180), a row for each line of the report. A value that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal static class CsvReport
{
    private static readonly string[] Columns =
        ["TenantId", "Tenant", "Section", "Name", "Status", "Outcome", "Severity", "At", "Expected", "Actual", "Before", "After", "Message", "Remediation", "ErrorId", "Evidence"];

    public static void Write(KaceAadReport report, Stream stream, CancellationToken cancellationToken)
    {
        // With its mark, for spreadsheets would take it for the machine's old encoding.
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape });
        Row(Columns);
        foreach (var tenant in report.Tenants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var section in tenant.Sections)
            {
                foreach (var e in section.Entries)
                {
                    Row(
                    [
                        tenant.TenantId, tenant.Name, section.Kind.ToString(), e.Name, e.Status, e.Outcome.ToString(), e.Severity, e.At is { } at ? ReportText.Iso(at) : null,
                        e.Expected, e.Actual, e.Before, e.After, e.Message, e.Remediation, e.ErrorId, string.Join(" ", e.Evidence),
                    ]);
                }
            }

            foreach (var scope in tenant.Scopes)
            {
                Row(
                [
                    tenant.TenantId, tenant.Name, "MdmUserScope", scope.Application, scope.Scope.ToString(), nameof(ReportOutcome.Information), null, null,
                    null, string.Join("; ", scope.Groups.Select(ReportText.InWords)), null, null, scope.InWords, null, null, null,
                ]);
            }
        }

        void Row(IEnumerable<string?> values)
        {
            foreach (var value in values)
            {
                csv.WriteField(value);
            }

            csv.NextRecord();
        }
    }
}
