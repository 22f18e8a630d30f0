using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using DnsRecord = KaceAzureAd.Emulator.State.DnsRecord;

namespace KaceAzureAd.Emulator.Dns;

/// <summary>The emulated DNS on loopback: a resolver that knows the scenario's records, and that no other name exists.</summary>
public sealed class DnsService : IDisposable
{
    private const int TimeToLive = 60;

    private readonly World _world;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly DnsServer _server;

    private DnsService(World world, RequestLog log, IPEndPoint endpoint)
    {
        _world = world;
        _log = log;
        Endpoint = endpoint;
        _server = new DnsServer(new UdpServerTransport(endpoint), new TcpServerTransport(endpoint));
        _server.QueryReceived += async (_, received) => received.Response = await AnswerAsync((DnsMessage)received.Query);
        _server.Start();
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>Starts on a port that is free for UDP and TCP. Another program may take it in between: then on the next.</summary>
    public static DnsService Start(World world, RequestLog log)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new DnsService(world, log, FreeEndpoint());
            }
            catch (SocketException) when (attempt < 10)
            {
                // The next port.
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _server.Stop();
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OperationCanceledException))
        {
            // Stopped before its listeners had begun, which it reports as a failure.
        }

        _stop.Dispose();
    }

    private static IPEndPoint FreeEndpoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private async Task<DnsMessage> AnswerAsync(DnsMessage query)
    {
        var started = DateTimeOffset.UtcNow;
        await Task.Delay(_world.Behaviour.Dns == "Ignore" ? Timeout.Infinite : _world.Behaviour.LatencyMs, _stop.Token);
        var answer = query.CreateResponseInstance();
        answer.IsRecursionAllowed = true;
        answer.ReturnCode = query switch
        {
            { OperationCode: not OperationCode.Query } => ReturnCode.NotImplemented,
            { Questions: not [{ RecordClass: RecordClass.INet }] } => ReturnCode.Refused,
            _ when _world.Behaviour.Dns == "Fail" => ReturnCode.ServerFailure,
            _ => Resolve(query.Questions[0], answer.AnswerRecords),
        };
        _log.Add(new RequestLogEntry(
            "QUERY", string.Join(',', query.Questions.Select(q => $"{TextOf(q.Name)} {q.RecordType}")), (int)answer.ReturnCode, started, DateTimeOffset.UtcNow, "Dns", IsBatchItem: false));
        return answer;
    }

    /// <summary>The records that a question asks for; those of an alias too, and of what it stands for as far as that is known.</summary>
    private ReturnCode Resolve(DnsQuestion question, List<DnsRecordBase> answers)
    {
        lock (_world.Gate)
        {
            var records = Of(question.Name);
            var exists = records.Count > 0 || _world.Dns.Exists(r => r.Name.EndsWith("." + TextOf(question.Name), StringComparison.OrdinalIgnoreCase));
            answers.AddRange(records.Where(r => r.RecordType == question.RecordType || r.RecordType == RecordType.CName));
            if (question.RecordType != RecordType.CName && answers is [CNameRecord alias])
            {
                answers.AddRange(Of(alias.CanonicalName).Where(r => r.RecordType == question.RecordType));
            }

            return exists ? ReturnCode.NoError : ReturnCode.NxDomain;
        }
    }

    private List<DnsRecordBase> Of(DomainName name)
    {
        var text = TextOf(name);
        return [.. _world.Dns.Where(r => string.Equals(r.Name, text, StringComparison.OrdinalIgnoreCase)).Select(r => ToMessage(name, r))];
    }

    private static string TextOf(DomainName name) => name.ToString().TrimEnd('.');

    private static DnsRecordBase ToMessage(DomainName name, DnsRecord record) => record.Type switch
    {
        "CNAME" => new CNameRecord(name, TimeToLive, DomainName.Parse(record.Value)),
        "A" => new ARecord(name, TimeToLive, IPAddress.Parse(record.Value)),
        _ => throw new FormatException($"A DNS record is a CNAME or an A record, not '{record.Type}'."),
    };
}
