using System.Text.Json;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>
/// Two replicas of each tenant that take turns in answering reads, of which one is behind the other (facts.md 7.5): what was seen once may not be seen by
/// the next read. Writes, and what they refer to, are judged by the one that is up to date. Whoever calls holds <see cref="World.Gate"/>.
/// </summary>
internal sealed class Replicas
{
    private readonly Dictionary<string, List<(DateTimeOffset Changed, Tenant Before)>> _changes = new(StringComparer.Ordinal);
    private int _reads;

    public GraphResponse Answer(GraphRequest request)
    {
        var lag = TimeSpan.FromMilliseconds(request.World.Behaviour.ReplicaLagMs);
        if (lag == TimeSpan.Zero)
        {
            return request.Route.Handle(request);
        }

        var changes = _changes.TryGetValue(request.Tenant.Id, out var known) ? known : _changes[request.Tenant.Id] = [];
        changes.RemoveAll(c => c.Changed + lag <= DateTimeOffset.UtcNow);
        if (request.Message.Method == "GET")
        {
            return request.Route.Handle(changes is [var oldest, ..] && ++_reads % 2 == 0 ? request with { Caller = request.Caller with { Tenant = oldest.Before } } : request);
        }

        var before = JsonSerializer.Deserialize<Tenant>(JsonSerializer.SerializeToUtf8Bytes(request.Tenant))!;
        var answer = request.Route.Handle(request);
        changes.Add((DateTimeOffset.UtcNow, before));
        return answer;
    }
}
