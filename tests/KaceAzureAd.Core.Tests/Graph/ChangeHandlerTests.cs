using System.Text.Json.Nodes;
using KaceAzureAd.Core.Tests.Connection.Journal;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Core.Tests.Graph;

/// <summary>What is written down of a write, by how it was answered: over real TLS, with the real SDK and a real journal.</summary>
public sealed class ChangeHandlerTests : JournalTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_on_the_disk_before_it_goes_out_and_its_answer_after()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, _, _) =>
        {
            http.Response.Headers["request-id"] = "3f0c";
            return StubService.WriteAsync(http, 201, """{ "id": "new", "appId": "a" }""");
        };
        var looks = new List<(long Length, int Requests)>();
        using var journal = Open();
        var begun = new FileInfo(JournalPath).Length;
        var recorder = new Watched(journal, () => looks.Add((new FileInfo(JournalPath).Length, graph.Requests.Count)));
        await WriteAsync(graph, recorder, t => t.V1.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = "a" }, c => c.Options.Add(SomeChanges.One), Cancellation));
        journal.Dispose();

        Assert.Equal([0, 1], looks.Select(l => l.Requests));
        Assert.True(begun < looks[0].Length && looks[0].Length < looks[1].Length, "A line was not on the disk when it was said to be.");
        var text = await File.ReadAllTextAsync(JournalPath, Cancellation);
        Assert.Contains("\"change\":1,\"requestId\":\"3f0c\",\"result\":{\"id\":\"new\"}", text, StringComparison.Ordinal);
        Assert.Equal(KaceAzureAd.Connection.Journal.ChangeOutcome.Done, Assert.Single(Read().Changes).Outcome);
    }

    [Theory]
    [InlineData(400, "Refused")]
    [InlineData(403, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(409, "Refused")]
    [InlineData(500, "Unknown")]
    [InlineData(501, "Unknown")]
    public async Task A_refusal_is_written_as_such_and_a_failure_of_the_service_leaves_it_open(int status, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync((http, _, _) => StubService.WriteAsync(http, status, """{ "error": { "code": "x", "message": "y" } }""")));

    [Theory]
    [InlineData(200, "<html>proxy</html>")]
    [InlineData(404, "<html>gateway</html>")]
    [InlineData(302, "")]
    public async Task What_is_not_graphs_word_leaves_it_open(int status, string body) =>
        Assert.Equal("Unknown", await OutcomeAsync((http, _, _) => StubService.WriteAsync(http, status, body, "text/html")));

    [Theory]
    [InlineData(409)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task After_a_first_attempt_that_may_have_been_made_a_refusal_proves_nothing(int status) =>
        Assert.Equal("Unknown", await OutcomeAsync((http, _, before) => StubService.WriteAsync(http, before == 0 ? 503 : status, """{ "error": { "code": "x", "message": "y" } }""")));

    [Fact]
    public async Task A_first_attempt_that_was_throttled_and_a_second_that_was_made_are_one_change_that_is_done() =>
        Assert.Equal("Done", await OutcomeAsync((http, _, before) => StubService.WriteAsync(http, before == 0 ? 429 : 200, """{ "id": "x" }""")));

    [Fact]
    public async Task A_connection_that_is_cut_and_an_answer_that_does_not_come_leave_it_open()
    {
        Assert.Equal("Unknown", await OutcomeAsync((http, _, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        }));
        Assert.Equal("Unknown", await OutcomeAsync(Never, TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task What_is_cancelled_is_left_open_and_is_no_error_of_the_journal()
    {
        using var stop = new CancellationTokenSource();
        Assert.Equal("Unknown", await OutcomeAsync(
            (http, _, _) =>
            {
                stop.Cancel();
                return Never(http, null!, 0);
            },
            cancellation: stop.Token));
        Assert.DoesNotContain("\"record\":\"failed\"", await File.ReadAllTextAsync(JournalPath, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_sent()
    {
        await using var graph = await StubService.StartAsync();
        using var journal = Open();
        journal.Dispose(); // As when the disk is full: no line comes to it any more.

        var error = await Assert.ThrowsAsync<KaceAadException>(() => WriteAsync(graph, journal, t => UpdateAsync(t, Cancellation)));

        Assert.Equal(ErrorCodes.JournalNotWritable, error.Code);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task On_a_full_disk_a_single_command_changes_nothing()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var graph = await StubService.StartAsync();
        using var transport = graph.Transport();

        var error = await Assert.ThrowsAsync<KaceAadException>(() => KaceAzureAd.Connection.Journal.Journaling.RunAsync("/dev/full", Session, "Set-KaceMdmUserScope", async () =>
        {
            await UpdateAsync(transport, Cancellation);
            return 0;
        }));

        Assert.Equal(ErrorCodes.JournalNotWritable, error.Code);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task Without_a_recorder_nothing_is_written_and_reads_never_are()
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = (http, request, _) => StubService.WriteAsync(http, 200, request.Target.EndsWith("$batch", StringComparison.Ordinal) ? """{ "responses": [] }""" : """{ "id": "a" }""");
        using var journal = Open();

        await WriteAsync(graph, null, t => UpdateAsync(t, Cancellation));
        await WriteAsync(graph, journal, async t =>
        {
            await new MobilityPolicyRequests(t).GetAsync("a", Cancellation);
            var batch = new GraphBatch(t.Beta, t.Retry);
            _ = batch.Add(new MobilityPolicyRequests(t).Get("a"), MobilityPolicy.Create, TenantOperation.ReadMobilityPolicies);
            await batch.SendAsync(Cancellation);
        });
        journal.Dispose();

        Assert.Equal(["PATCH", "GET", "POST"], graph.Requests.Select(r => r.Method));
        Assert.Empty(Read().Changes);
    }

    private static async Task Never(HttpContext http, StubRequest request, int before) => await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);

    private static Task UpdateAsync(GraphTransport transport, CancellationToken cancellationToken) =>
        new MobilityPolicyRequests(transport).UpdateAsync("a", new JsonObject { ["appliesTo"] = "all" }, SomeChanges.One, cancellationToken);

    private static async Task WriteAsync(StubService graph, IChangeRecorder? recorder, Func<GraphTransport, Task> write, TimeSpan? limit = null)
    {
        using var transport = graph.Transport(answerLimit: limit);
        ChangeRecorder.Current = recorder;
        await write(transport);
    }

    /// <summary>What the journal says of one write that is answered so.</summary>
    private async Task<string> OutcomeAsync(Func<HttpContext, StubRequest, int, Task> answer, TimeSpan? limit = null, CancellationToken? cancellation = null)
    {
        await using var graph = await StubService.StartAsync();
        graph.Answer = answer;
        using (var journal = Open())
        {
            await Record.ExceptionAsync(() => WriteAsync(graph, journal, t => UpdateAsync(t, cancellation ?? Cancellation), limit));
        }

        return Read().Changes[^1].Outcome.ToString();
    }

    /// <summary>Looks whenever a line has been written.</summary>
    private sealed class Watched(IChangeRecorder recorder, Action look) : IChangeRecorder
    {
        public int Begin(Change change)
        {
            var number = recorder.Begin(change);
            look();
            return number;
        }

        public void Done(int number, string? requestId, JsonObject? result)
        {
            recorder.Done(number, requestId, result);
            look();
        }

        public void Failed(int number, KaceAadException error, bool isRefused) => recorder.Failed(number, error, isRefused);
    }
}
