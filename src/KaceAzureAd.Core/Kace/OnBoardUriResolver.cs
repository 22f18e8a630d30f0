using System.Globalization;
using System.Net;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace;

/// <summary>
/// Finds the appId of KACE Cloud's app through the MDM On-Board URI. It reads <c>client_id</c> in the URI itself where KACE Cloud's own
/// host or a Microsoft sign-in host carries it; otherwise it follows redirects - https only, GET only, without credentials or cookies,
/// reading no body and submitting nothing - until a consent page of a known environment's sign-in host is named, which it does not open.
/// A page on any other host that asks for consent is refused and never contacted.
/// </summary>
public sealed class OnBoardUriResolver
{
    /// <summary>How many redirects are followed.</summary>
    public const int MaxHops = 5;

    private const string GiveAppId = "If you know the appId of KACE Cloud's app, give it as -AppId.";
    private const string AskKace = "Do not open this address; copy the MDM On-Board URI again from KACE Cloud and ask its support if it stays so.";

    private readonly TimeSpan _timeout;

    /// <summary>Makes a resolver that gives up after 15 seconds in all.</summary>
    public OnBoardUriResolver()
        : this(TimeSpan.FromSeconds(15))
    {
    }

    internal OnBoardUriResolver(TimeSpan timeout) => _timeout = timeout;

    /// <summary>Finds the appId.</summary>
    /// <param name="setting">KACE Cloud's settings; the hosts of its other two URIs are taken for KACE Cloud's own.</param>
    /// <param name="knownEnvironments">The environments whose sign-in hosts are trusted to name an app.</param>
    /// <param name="trust">The environment whose certificate authority is trusted on the way; null for the system's trust.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KaceAadException">
    /// <c>KaceAad.UntrustedConsentHost</c>, <c>KaceAad.OnBoardRedirectInsecure</c>, <c>KaceAad.OnBoardRedirectLoop</c>,
    /// <c>KaceAad.OnBoardTimeout</c>, <c>KaceAad.OnBoardUnreachable</c>, <c>KaceAad.AppIdNotFound</c>.
    /// </exception>
    public async Task<OnBoardResolution> ResolveAsync(
        KaceAadSetting setting, IReadOnlyCollection<KaceAadEnvironment> knownEnvironments, KaceAadEnvironment? trust, CancellationToken cancellationToken)
    {
        Uri[] kace = [setting.TermsOfUseUri, setting.DiscoveryUri];
        var hop = OnBoardHop.TryCreate(setting.OnBoardUri)
            ?? throw NotFound("The MDM On-Board URI is not an address that can be asked", setting.OnBoardUri);
        var hops = new List<Uri> { AnonymousClient.WithoutQuery(hop.Address) };
        if (hop.ClientId is { } given && hop.IsKace(kace) && !knownEnvironments.Any(e => e.IsSignIn(hop.Address)))
        {
            return new OnBoardResolution(given, AppIdSource.OnBoardUri, null, hops);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        using var client = new AnonymousClient(trust);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            if (Found(hop, hops, knownEnvironments, kace) is { } resolution)
            {
                return resolution;
            }

            // What stands behind # never reaches a server.
            if (!seen.Add(hop.Address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)) || hops.Count > MaxHops)
            {
                throw new KaceAadException(
                    ErrorCodes.OnBoardRedirectLoop,
                    $"The MDM On-Board URI leads in a circle or on and on: {string.Join(" -> ", hops)}. No more than {MaxHops} redirects are followed.",
                    "Copy the MDM On-Board URI again from KACE Cloud. " + GiveAppId) { Target = hop.Host };
            }

            hop = await NextAsync(client, hop, limit.Token, cancellationToken);
            hops.Add(AnonymousClient.WithoutQuery(hop.Address));
        }
    }

    /// <summary>
    /// Fails where the MDM On-Board URI itself, which nobody was asked for, is a page that asks for consent elsewhere than at Microsoft, or to another
    /// application than that of the settings: an appId that was given says nothing about the page that an administrator is shown.
    /// </summary>
    /// <param name="setting">KACE Cloud's settings, with the appId.</param>
    /// <param name="environment">The environment of the tenant, whose sign-in hosts are trusted beside Microsoft's.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.UntrustedConsentHost</c>, <c>KaceAad.ConsentForAnotherApp</c> or <c>KaceAad.AppIdNotFound</c>.</exception>
    public static void DemandPage(KaceAadSetting setting, KaceAadEnvironment environment)
    {
        Uri[] kace = [setting.TermsOfUseUri, setting.DiscoveryUri];
        if (OnBoardHop.TryCreate(setting.OnBoardUri) is not { } page)
        {
            return;
        }

        var asked = Found(page, [AnonymousClient.WithoutQuery(page.Address)], [environment, .. KaceAadEnvironment.BuiltIn], kace)?.AppId ?? page.ClientId;
        if (asked is not null && asked != setting.AppId)
        {
            throw new KaceAadException(
                ErrorCodes.ConsentForAnotherApp, $"The MDM On-Board URI, at {page.Host}, asks for consent to the application {asked}, but the appId that was given is {setting.AppId}.",
                "Consent to neither until you know which one is KACE Cloud's; copy the MDM On-Board URI again from KACE Cloud.") { Target = asked };
        }
    }

    private static OnBoardResolution? Found(OnBoardHop hop, List<Uri> hops, IReadOnlyCollection<KaceAadEnvironment> known, Uri[] kace)
    {
        var environment = hop.HasUserInfo ? null : known.FirstOrDefault(e => e.IsSignIn(hop.Address));
        if (environment is not null)
        {
            if (!hop.HasConsentPath)
            {
                return null;
            }

            var appId = hop.ClientId ?? throw NotFound($"The consent page at {hop.Host} that the MDM On-Board URI leads to names no app, or not by one GUID", hop.Address);
            return new OnBoardResolution(appId, hops.Count == 1 ? AppIdSource.OnBoardUri : AppIdSource.Redirect, environment, hops);
        }

        if (!hop.AsksForConsent || hop.IsKace(kace))
        {
            return null;
        }

        throw new KaceAadException(
            ErrorCodes.UntrustedConsentHost,
            $"The MDM On-Board URI leads to {hop.Host}, which asks for consent or looks as if it did, and is not a Microsoft sign-in host of {Names(known)}.",
            AskKace) { Target = hop.Host };
    }

    private async Task<OnBoardHop> NextAsync(AnonymousClient client, OnBoardHop hop, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            using var response = await client.GetAsync(hop.Address, limit);
            return Target(hop, response);
        }
        catch (OperationCanceledException failure) when (!caller.IsCancellationRequested)
        {
            throw new KaceAadException(
                ErrorCodes.OnBoardTimeout,
                $"{hop.Host} did not answer in time: following the MDM On-Board URI may take {_timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds in all.",
                "Try again when KACE Cloud answers. " + GiveAppId, failure) { Target = hop.Host };
        }
        catch (HttpRequestException failure)
        {
            throw new KaceAadException(
                ErrorCodes.OnBoardUnreachable,
                $"{hop.Host}, where the MDM On-Board URI leads, {client.InWords(failure)}.",
                $"{(failure is ProxyRefusal ? ProxyRefusal.Advice : "See that this machine reaches KACE Cloud.")} {GiveAppId}",
                failure) { Target = hop.Host };
        }
    }

    private static OnBoardHop Target(OnBoardHop hop, HttpResponseMessage response)
    {
        var redirects = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or (HttpStatusCode)308;
        if (!redirects)
        {
            throw NotFound(
                $"The MDM On-Board URI ends at {AnonymousClient.WithoutQuery(hop.Address)} (HTTP {(int)response.StatusCode}), which redirects nowhere and names no app",
                hop.Address);
        }

        var target = response.Headers.Location is { } location && Uri.TryCreate(hop.Address, location, out var address) ? OnBoardHop.TryCreate(address) : null;
        if (target is { IsHttp: true })
        {
            throw new KaceAadException(
                ErrorCodes.OnBoardRedirectInsecure, $"{hop.Host} redirects to {target.Host} over http, where anyone on the way could change the answer.",
                AskKace) { Target = target.Host };
        }

        return target is { IsHttps: true } ? target : throw NotFound($"{hop.Host} redirects to what is not a web address", hop.Address);
    }

    private static KaceAadException NotFound(string what, Uri address) => new(
        ErrorCodes.AppIdNotFound, $"{what}, so KACE Cloud's appId stays unknown.",
        "Open the MDM On-Board URI in a browser: the appId is the client_id in the address of Microsoft's sign-in page. Give it as -AppId.")
    {
        Target = AnonymousClient.WithoutQuery(address).AbsoluteUri,
    };

    private static string Names(IEnumerable<KaceAadEnvironment> environments) => string.Join(", ", environments.Select(e => e.Name));
}
