using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Report;

namespace KaceAzureAd.Core.Tests.Report;

/// <summary>A report's file: whole, or not there.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.html", ReportFormat.Html)]
    [InlineData("a.b.HTM", ReportFormat.Html)]
    [InlineData("a.xml", ReportFormat.JUnit)]
    [InlineData("a.md", ReportFormat.Markdown)]
    [InlineData("a.json", ReportFormat.Json)]
    [InlineData("a.csv", ReportFormat.Csv)]
    public void The_extension_says_the_format(string name, ReportFormat format) => Assert.Equal(format, ReportFile.FormatOf(name));

    [Theory]
    [InlineData("report")]
    [InlineData("report.pdf")]
    [InlineData("report.")]
    public void Another_extension_is_refused_and_those_that_are_known_are_named(string name)
    {
        var error = Assert.Throws<KaceAadException>(() => ReportFile.FormatOf(name));
        Assert.Equal(ErrorCodes.ReportFormatUnknown, error.Code);
        Assert.Contains(".html, .htm, .xml, .md, .json, .csv", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_its_owner_may_read_it_and_a_file_that_is_there_stays_unless_it_may_be_replaced()
    {
        var path = _folder.File("r.json");
        Save(path);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.WriteAllText(path, "mine");
        Assert.Equal(ErrorCodes.ReportExists, Assert.Throws<KaceAadException>(() => Save(path)).Code);
        Assert.Equal("mine", File.ReadAllText(path));
        Save(path, replace: true);
        Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("missing/r.json")]
    [InlineData("")]
    [InlineData("r\0.json")]
    public void Where_it_cannot_be_written_that_is_one_error_and_nothing_is_left(string name)
    {
        Assert.Equal(ErrorCodes.ReportNotWritable, Assert.Throws<KaceAadException>(() => Save(_folder.File(name))).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_is_cancelled_leaves_the_old_file_and_nothing_else()
    {
        var path = _folder.File("r.html");
        File.WriteAllText(path, "mine");
        Assert.ThrowsAny<OperationCanceledException>(() => ReportFile.Save(SampleReports.Of(2), path, ReportFormat.Html, replace: true, new CancellationToken(canceled: true)));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static void Save(string path, bool replace = false) => ReportFile.Save(SampleReports.Of(1), path, ReportFormat.Json, replace, TestContext.Current.CancellationToken);
}
