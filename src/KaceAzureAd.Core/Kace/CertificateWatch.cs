using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Kace;

/// <summary>Notes which TLS certificate a server shows, and what is wrong with it. It decides nothing: what TLS refuses stays refused.</summary>
internal sealed class CertificateWatch
{
    // The third is what an authority of the same name but with another key leads to.
    private static readonly X509ChainStatusFlags[] NotTrusted =
        [X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.PartialChain, X509ChainStatusFlags.NotSignatureValid];

    private CertificateWatch()
    {
    }

    /// <summary>When the certificate ends; null before a handshake.</summary>
    public DateTimeOffset? NotAfter { get; private set; }

    /// <summary>What is wrong with the certificate, in words; null where nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Watches the connections of a handler that has not sent anything yet.</summary>
    public static CertificateWatch On(HttpMessageHandler handler)
    {
        var watch = new CertificateWatch();

        // The result is the verdict that would have been without it; the callback is there to see the certificate.
#pragma warning disable MA0039
#if NET
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                watch.Note(certificate as X509Certificate2, chain, errors, errors == SslPolicyErrors.None);
        }
#else
        if (handler is HttpClientHandler client)
        {
            var verdict = client.ServerCertificateCustomValidationCallback;
            client.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                watch.Note(certificate, chain, errors, verdict?.Invoke(request, certificate, chain, errors) ?? errors == SslPolicyErrors.None);
        }
#endif
#pragma warning restore MA0039
        return watch;
    }

    private bool Note(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, bool isAccepted)
    {
        NotAfter = certificate?.NotAfter.ToUniversalTime();
        Fault = isAccepted ? null : InWords(certificate, chain, errors);
        return isAccepted;
    }

    internal static string InWords(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
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
            if (statuses.Contains(X509ChainStatusFlags.NotTimeValid) && certificate is not null)
            {
                faults.Add($"it, or one above it, is outside its time of validity (it ends {certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})");
            }

            if (statuses.Any(NotTrusted.Contains))
            {
                faults.Add("its certificate authority is not trusted");
            }

            faults.AddRange(statuses.Where(s => s != X509ChainStatusFlags.NotTimeValid && !NotTrusted.Contains(s)).Select(s => s.ToString()));
        }

        return string.Join("; ", faults);
    }
}
