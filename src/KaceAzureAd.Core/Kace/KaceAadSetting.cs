using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Kace;

/// <summary>Where KACE Cloud's appId was found.</summary>
public enum AppIdSource
{
    /// <summary>As <c>client_id</c> in the MDM On-Board URI itself.</summary>
    OnBoardUri,

    /// <summary>As <c>client_id</c> in the address of a Microsoft sign-in page that the MDM On-Board URI redirects to.</summary>
    Redirect,

    /// <summary>The administrator gave it.</summary>
    Given,
}

/// <summary>
/// What KACE Cloud shows on its Azure Active Directory Settings page (facts.md 4.8): three absolute https addresses, each kept
/// to the letter in <see cref="Uri.OriginalString"/>, and the appId of KACE Cloud's multi-tenant app once it is known.
/// </summary>
public sealed class KaceAadSetting
{
    /// <summary>KACE Cloud's label of <see cref="TermsOfUseUri"/>.</summary>
    public const string TermsOfUseLabel = "MDM Terms Of Use URI";

    /// <summary>KACE Cloud's label of <see cref="DiscoveryUri"/>.</summary>
    public const string DiscoveryLabel = "MDM Discovery URI";

    /// <summary>KACE Cloud's label of <see cref="OnBoardUri"/>.</summary>
    public const string OnBoardLabel = "MDM On-Board URI";

    private KaceAadSetting(Uri termsOfUse, Uri discovery, Uri onBoard, string? tenantId, string? appId, AppIdSource? source, Uri? consentPage)
    {
        TenantId = tenantId;
        TermsOfUseUri = termsOfUse;
        DiscoveryUri = discovery;
        OnBoardUri = onBoard;
        AppId = appId;
        AppIdSource = source;
        ConsentPage = consentPage;
    }

    /// <summary>Id or verified domain of the tenant that the settings belong to; null where they belong to whichever session they are used with.</summary>
    public string? TenantId { get; }

    /// <summary>KACE Cloud's <em>MDM Terms Of Use URI</em>; Azure AD's "MDM terms of use URL" has to equal it.</summary>
    public Uri TermsOfUseUri { get; }

    /// <summary>KACE Cloud's <em>MDM Discovery URI</em>; Azure AD's "MDM discovery URL" has to equal it.</summary>
    public Uri DiscoveryUri { get; }

    /// <summary>KACE Cloud's <em>MDM On-Board URI</em>, which an administrator opens to give admin consent.</summary>
    public Uri OnBoardUri { get; }

    /// <summary>appId of KACE Cloud's multi-tenant app, a GUID in lower case; null while it is not known.</summary>
    public string? AppId { get; }

    /// <summary>Where <see cref="AppId"/> was found; null while it is not known.</summary>
    public AppIdSource? AppIdSource { get; }

    /// <summary>Microsoft's sign-in page, without its query, that the MDM On-Board URI is or was seen to redirect to; null where that is not known.</summary>
    public Uri? ConsentPage { get; }

    /// <summary>Checks the three addresses. White space around a value is dropped, nothing else of it is changed.</summary>
    /// <param name="termsOfUse">KACE Cloud's MDM Terms Of Use URI.</param>
    /// <param name="discovery">KACE Cloud's MDM Discovery URI.</param>
    /// <param name="onBoard">KACE Cloud's MDM On-Board URI.</param>
    /// <exception cref="KaceAadException">
    /// <c>KaceAad.SettingIncomplete</c> where one is null or blank; <c>KaceAad.InvalidSettingUri</c> where one is not an absolute
    /// https address with a host and without user info.
    /// </exception>
    public static KaceAadSetting Create(string? termsOfUse, string? discovery, string? onBoard)
    {
        (string Label, string? Value)[] given = [(TermsOfUseLabel, termsOfUse), (DiscoveryLabel, discovery), (OnBoardLabel, onBoard)];
        var missing = given.Where(g => string.IsNullOrWhiteSpace(g.Value)).Select(g => g.Label).ToArray();
        if (missing.Length > 0)
        {
            throw new KaceAadException(
                ErrorCodes.SettingIncomplete, $"KACE Cloud's settings lack the {string.Join(" and the ", missing)}.",
                "Copy all three URIs from KACE Cloud, Settings > Windows Settings > Azure AD.") { Target = string.Join(", ", missing) };
        }

        var uris = given.Select(g => SettingUri.Parse(g.Label, g.Value!.Trim())).ToArray();
        return new KaceAadSetting(uris[0], uris[1], uris[2], null, null, null, null);
    }

    /// <summary>Reads the text copied from KACE Cloud's Azure Active Directory Settings page.</summary>
    /// <param name="text">The page's text, as <see cref="SettingsPageParser"/> takes it.</param>
    /// <exception cref="KaceAadException">As <see cref="SettingsPageParser.Parse"/> and <see cref="Create"/>.</exception>
    public static KaceAadSetting FromPage(string? text)
    {
        var page = SettingsPageParser.Parse(text);
        return Create(page.TermsOfUse, page.Discovery, page.OnBoard);
    }

    /// <summary>The same setting with the appId of KACE Cloud's app.</summary>
    /// <param name="appId">A GUID, with or without braces, in any case.</param>
    /// <param name="source">Where it was found.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidAppId</c> where it is not a GUID.</exception>
    public KaceAadSetting WithAppId(string appId, AppIdSource source) => new(
        TermsOfUseUri, DiscoveryUri, OnBoardUri, TenantId,
        GivenId.Of(appId) ?? throw new KaceAadException(
            ErrorCodes.InvalidAppId, $"'{SettingUri.Show(appId ?? "")}' cannot be KACE Cloud's appId: it is not a GUID.",
            "Give the application (client) ID of KACE Cloud's app as in 00000000-0000-0000-0000-000000000000.") { Target = appId },
        source, ConsentPage);

    /// <summary>The same setting for one tenant, or with null for whichever session it is used with.</summary>
    /// <param name="tenantId">Tenant id or verified domain.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c> where it is neither.</exception>
    public KaceAadSetting WithTenantId(string? tenantId) => new(
        TermsOfUseUri, DiscoveryUri, OnBoardUri, tenantId is null ? null : SignInRequest.Tenant(tenantId), AppId, AppIdSource, ConsentPage);

    /// <summary>The same setting with what its MDM On-Board URI told.</summary>
    public KaceAadSetting With(OnBoardResolution resolution) =>
        new(TermsOfUseUri, DiscoveryUri, OnBoardUri, TenantId, resolution.AppId, resolution.Source, resolution.Environment is null ? null : resolution.Hops[resolution.Hops.Count - 1]);

    /// <inheritdoc/>
    public override string ToString() => $"KACE Cloud at {TermsOfUseUri.IdnHost}, appId {AppId ?? "not known yet"}{(TenantId is null ? "" : $", for {TenantId}")}";
}
