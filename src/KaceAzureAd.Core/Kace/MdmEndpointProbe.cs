using System.Diagnostics;
using System.Globalization;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Kace;

/// <summary>What one of KACE Cloud's addresses answered to an anonymous request.</summary>
/// <param name="Endpoint">The address.</param>
/// <param name="Answers">True where it answered 2xx, 3xx or 4xx over valid TLS.</param>
/// <param name="Status">HTTP status; null without an answer.</param>
/// <param name="Location">Where a 3xx answer points, without its query; it was not followed.</param>
/// <param name="CertificateNotAfter">When the TLS certificate ends, UTC; null without one.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Reason">Why it does not answer; null where it does.</param>
/// <param name="Message">The result in one sentence.</param>
public sealed record EndpointProbe(
    Uri Endpoint, bool Answers, int? Status, Uri? Location, DateTimeOffset? CertificateNotAfter, TimeSpan Elapsed, ProbeFailure? Reason, string Message);

/// <summary>
/// Sees whether the terms of use page and the discovery endpoint answer at all (facts.md 5.1, 5.2): both refuse an anonymous caller
/// with some 4xx or redirect, and either proves that the host is there with a valid certificate.
/// </summary>
public static class MdmEndpointProbe
{
    /// <summary>Asks one address. Whatever goes wrong is in the result.</summary>
    /// <param name="endpoint">An absolute https address.</param>
    /// <param name="trust">The environment whose certificate authority is trusted; null for the system's trust.</param>
    /// <param name="timeout">How long the whole may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static Task<EndpointProbe> ProbeAsync(Uri endpoint, KaceAadEnvironment? trust, TimeSpan timeout, CancellationToken cancellationToken) =>
        ProbeAsync(endpoint, trust, timeout, (client, limit) => client.GetAsync(endpoint, limit), cancellationToken);

    /// <summary>Asks one address in a way of one's own.</summary>
    internal static async Task<EndpointProbe> ProbeAsync(
        Uri endpoint, KaceAadEnvironment? trust, TimeSpan timeout, Func<AnonymousClient, CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        CertificateWatch? certificate = null;
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme != Uri.UriSchemeHttps)
        {
            return Failed(ProbeFailure.Protocol, $"{SettingUri.Show(endpoint.OriginalString)} is not an https address");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var client = new AnonymousClient(trust);
        certificate = client.Certificate;
        try
        {
            using var response = await ask(client, limit.Token);
            var status = (int)response.StatusCode;
            var location = status is >= 300 and < 400 && response.Headers.Location is { } to && Uri.TryCreate(endpoint, to, out var target) && IsWeb(target)
                ? AnonymousClient.WithoutQuery(target)
                : null;
            return status >= 500
                ? Failed(ProbeFailure.Server, $"{endpoint.IdnHost} {AnonymousClient.InWords(ProbeFailure.Server)} (HTTP {status})") with { Status = status }
                : new EndpointProbe(
                    endpoint, true, status, location, certificate.NotAfter, clock.Elapsed, null,
                    $"{endpoint.IdnHost} answers with HTTP {status}{(location is null ? "" : $", redirecting to {location.IdnHost}")} over valid TLS.");
        }
        catch (Exception failure) when (limit.IsCancellationRequested || failure is HttpRequestException or IOException)
        {
            // Whatever failed after the limit, failed because of it: a cancelled read is reported in many ways.
            cancellationToken.ThrowIfCancellationRequested();
            return limit.IsCancellationRequested
                ? Failed(ProbeFailure.Timeout, $"{endpoint.IdnHost} does not answer within {timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds")
                : failure is HttpRequestException request
                    ? Failed(AnonymousClient.Classify(request), $"{endpoint.IdnHost} {client.InWords(request)}")
                    : Failed(ProbeFailure.Protocol, $"{endpoint.IdnHost} {AnonymousClient.InWords(ProbeFailure.Protocol)}: its answer broke off");
        }

        EndpointProbe Failed(ProbeFailure reason, string message) =>
            new(endpoint, false, null, null, certificate?.NotAfter, clock.Elapsed, reason, message + ".");
    }

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;
}
