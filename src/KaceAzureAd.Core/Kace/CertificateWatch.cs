#if NET
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
#endif

namespace KaceAzureAd.Kace;

/// <summary>Notes which TLS certificate a server shows, and what is wrong with it. It decides nothing: what TLS refuses stays refused.</summary>
internal sealed class CertificateWatch
{
#if NET
    // The third is what an authority of the same name but with another key leads to.
    private static readonly X509ChainStatusFlags[] NotTrusted =
        [X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.PartialChain, X509ChainStatusFlags.NotSignatureValid];
#endif

    private CertificateWatch()
    {
    }

    /// <summary>When the certificate ends; null before a handshake, and on .NET Framework.</summary>
    public DateTimeOffset? NotAfter { get; private set; }

    /// <summary>What is wrong with the certificate, in words; null where nothing is, and on .NET Framework.</summary>
    public string? Fault { get; private set; }

    /// <summary>Watches the connections of a handler that has not sent anything yet.</summary>
    public static CertificateWatch On(HttpMessageHandler handler)
    {
        var watch = new CertificateWatch();
#if NET
        if (handler is SocketsHttpHandler sockets)
        {
            // The result is the platform's own verdict; the callback is there to see the certificate.
#pragma warning disable MA0039
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                watch.Note(certificate as X509Certificate2, chain, errors);
                return errors == SslPolicyErrors.None;
            };
#pragma warning restore MA0039
        }
#endif
        return watch;
    }

#if NET
    private void Note(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        NotAfter = certificate?.NotAfter.ToUniversalTime();
        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            faults.Add("it shows none");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add($"it is for {certificate?.GetNameInfo(X509NameType.DnsName, forIssuer: false)}, not for this host");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var statuses = chain?.ChainStatus.Select(s => s.Status).Distinct().ToArray() ?? [];
            if (statuses.Contains(X509ChainStatusFlags.NotTimeValid) && NotAfter is { } end)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"it, or one above it, is outside its time of validity (it ends {end:yyyy-MM-dd})"));
            }

            if (statuses.Any(NotTrusted.Contains))
            {
                faults.Add("its certificate authority is not trusted");
            }

            faults.AddRange(statuses.Where(s => s != X509ChainStatusFlags.NotTimeValid && !NotTrusted.Contains(s)).Select(s => s.ToString()));
        }

        Fault = faults.Count == 0 ? null : string.Join("; ", faults);
    }
#endif
}
