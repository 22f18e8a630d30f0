using System.Management.Automation;
using System.Net.Sockets;
using System.Security.Authentication;
using KaceAzureAd.Commands;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Module.Tests.Base;

public sealed class ErrorRecordsTests
{
    public static TheoryData<string, Exception> Failures => new()
    {
        { "KaceAad.ConnectionFailed", new HttpRequestException("sending failed", new SocketException((int)SocketError.HostNotFound)) },
        { "KaceAad.ConnectionFailed", new AuthenticationException("The remote certificate is invalid.") },
        { "KaceAad.TimedOut", new TaskCanceledException("cancelled", new TimeoutException("100 seconds")) },
        { "KaceAad.TimedOut", new OperationCanceledException() },
        { "KaceAad.Unexpected", new InvalidOperationException("odd") },
    };

    [Fact]
    public void A_failure_of_the_library_ends_the_cmdlet_with_everything_it_knows()
    {
        using var probe = new Probe();

        var result = probe.Invoke(_ => throw new KaceAadException(ErrorCodes.InvalidEnvironment, "'x' cannot be used.", "Choose another.")
        {
            Target = "x",
            RequestId = "4d6b0f7e",
        });

        var error = Assert.Single(result.Errors);
        Assert.Equal("KaceAad.InvalidEnvironment,KaceAzureAd.Module.Tests.Base.InvokeProbeCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal("x", error.TargetObject);
        Assert.Equal("'x' cannot be used. (request id 4d6b0f7e)", error.ErrorDetails.Message);
        Assert.Equal("Choose another.", error.ErrorDetails.RecommendedAction);
        Assert.IsType<KaceAadException>(error.Exception);
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Other_failures_have_a_stable_id_too(string id, Exception failure)
    {
        using var probe = new Probe();

        var error = Assert.Single(probe.Invoke(_ => throw failure).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Same(failure, error.Exception.InnerException);
    }

    [Fact]
    public void The_innermost_reason_is_told()
    {
        var record = ErrorRecords.From(new HttpRequestException("The SSL connection could not be established, see inner exception.", new AuthenticationException("UntrustedRoot")));

        Assert.Contains("UntrustedRoot", record.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_record_of_ones_own_is_kept()
    {
        using var probe = new Probe();
        var record = new ErrorRecord(new InvalidOperationException("own"), "KaceAad.Own", ErrorCategory.LimitsExceeded, 7);

        var error = Assert.Single(probe.Invoke(cmdlet => cmdlet.ThrowTerminatingError(record)).Errors);

        Assert.StartsWith("KaceAad.Own,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(7, error.TargetObject);
    }

    [Fact]
    public void Every_kind_of_error_has_a_category_of_its_own()
    {
        var categories = Enum.GetValues<ErrorKind>()
            .Select(kind => ErrorRecords.From(new KaceAadException(new ErrorCode("X", kind, ""), "m", "a")).CategoryInfo.Category).ToList();

        Assert.DoesNotContain(ErrorCategory.NotSpecified, categories);
        Assert.Distinct(categories);
    }
}
