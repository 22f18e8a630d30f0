using System.Collections.Concurrent;
using System.Diagnostics;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Module.Tests.Cmdlets;
using KaceAzureAd.Module.Tests.Cmdlets.Connection;

namespace KaceAzureAd.Module.Tests.Security;

/// <summary>Where tokens go, seen by .NET's own diagnostics of every request that this process sends, whoever sends it.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class TokenDestinationTests : ConnectionTest
{
    private readonly Requests _requests = new();

    private Uri Graph => new(Session.Emulator.Origins.Graph);

    public override async ValueTask DisposeAsync()
    {
        _requests.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void From_the_first_look_to_the_last_undoing_tokens_go_to_the_sessions_Graph_only()
    {
        RunWell("Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer > $null; $setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting");
        RunWell($"{Set} > $null; Test-KaceAadConnection $setting > $null; {Undo} > $null");

        Assert.Equal([Graph.Authority], _requests.With("Authorization"));
        Assert.Contains(new Uri(Session.Emulator.Origins.KaceCloud).Authority, _requests.All);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public void A_redirect_of_Graphs_is_not_followed_with_a_token(int status)
    {
        Session.Emulator.Faults.Add(new FaultRule { Origin = "Graph", Path = ".*", Count = null, Status = status, Location = Session.Emulator.Origins.KaceCloud + "/stolen" });

        RunIntoError("Get-KaceMobilityApp $setting", "UnexpectedAnswer");

        Assert.Equal([Graph.Authority], _requests.With("Authorization"));
        Assert.Equal([Graph.Authority], _requests.All);
    }

    /// <summary>Every request of this process that goes to an emulator's port, or anywhere else, while it lives.</summary>
    private sealed class Requests : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentQueue<HttpRequestMessage> _sent = new();
        private readonly ConcurrentBag<IDisposable> _subscriptions = [];

        public Requests() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public IEnumerable<string> All => _sent.Select(r => r.RequestUri!.Authority).Distinct(StringComparer.Ordinal);

        public IEnumerable<string> With(string header) => _sent.Where(r => r.Headers.Contains(header)).Select(r => r.RequestUri!.Authority).Distinct(StringComparer.Ordinal);

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Dispose();
            }
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        // Below it is only the connection: what is in the message then, is sent.
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "System.Net.Http.HttpRequestOut.Start" && value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage request)
            {
                _sent.Enqueue(request);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
