using System.Net;
using DnsClient;
using DnsClient.Protocol;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace;

/// <summary>What a domain's enterpriseenrollment name points at.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Target">The host that its CNAME names, without the last dot; null where it has none.</param>
/// <param name="Fault">Why DNS did not tell; null where it did.</param>
internal sealed record EnrollmentCname(string Domain, string? Target, string? Fault);

/// <summary>
/// Looks up where devices enrol that are not joined to Azure AD: they ask enterpriseenrollment.&lt;domain&gt; (facts.md 4.5). The library for it
/// is loaded when this is used, not before.
/// </summary>
internal static class EnrollmentDns
{
    private const int AtOnce = 16;
    private static readonly TimeSpan PerQuery = TimeSpan.FromSeconds(3);

    /// <summary>Looks all domains up, some at a time. What DNS does not tell in time is in the result.</summary>
    /// <param name="domains">The domains.</param>
    /// <param name="server">The DNS server to ask; null for the system's.</param>
    /// <param name="limit">How long the whole may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<EnrollmentCname>> LookUpAsync(IReadOnlyList<string> domains, IPEndPoint? server, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        var found = new EnrollmentCname[domains.Count];
        ILookupClient? client = null;
        try
        {
            client = new LookupClient(Options(server));
        }
        catch (InvalidOperationException e)
        {
            // This machine has no DNS server set up.
            return [.. domains.Select(d => new EnrollmentCname(d, null, e.Message))];
        }

        await SideBySide.ForEachAsync(Enumerable.Range(0, domains.Count), AtOnce, async i => found[i] = await LookUpAsync(client, domains[i], limited.Token), cancellationToken);
        return found;
    }

    private static LookupClientOptions Options(IPEndPoint? server)
    {
        var options = server is null ? new LookupClientOptions() : new LookupClientOptions(new NameServer(server));
        options.UseCache = false;
        options.ThrowDnsErrors = false;
        options.Timeout = PerQuery;
        options.Retries = 1;
        return options;
    }

    private static async Task<EnrollmentCname> LookUpAsync(ILookupClient client, string domain, CancellationToken limit)
    {
        try
        {
            var answer = await client.QueryAsync($"enterpriseenrollment.{domain}", QueryType.CNAME, cancellationToken: limit);
            var isTold = answer.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain;
            OperationLog.Current.Verbose($"DNS CNAME enterpriseenrollment.{domain}: {answer.Header.ResponseCode}");
            return new EnrollmentCname(domain, isTold ? answer.Answers.OfType<CNameRecord>().FirstOrDefault()?.CanonicalName.Value.TrimEnd('.') : null, isTold ? null : $"the DNS server answers {answer.Header.ResponseCode}");
        }
        catch (Exception e) when (e is DnsResponseException or OperationCanceledException or ArgumentException)
        {
            return new EnrollmentCname(domain, null, e switch
            {
                ArgumentException => "it cannot be a name in DNS",
                DnsResponseException { Code: not DnsResponseCode.ConnectionTimeout } => e.Message,
                _ => "no DNS server answers in time",
            });
        }
    }
}
