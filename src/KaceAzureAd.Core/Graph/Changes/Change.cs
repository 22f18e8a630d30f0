using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Graph.Changes;

/// <summary>
/// What one write changes. It travels with the request down to <see cref="Handlers.ChangeHandler"/>, which lets no write pass without one: so what is
/// not written down is not done, wherever in this library the write is made.
/// </summary>
/// <param name="Kind">What sort of change it is; by it the change is found again and undone.</param>
/// <param name="Target">Ids of what is changed.</param>
/// <param name="Before">The value before; null where there was nothing.</param>
/// <param name="After">The value afterwards; null where nothing is left.</param>
/// <param name="Words">The change in an administrator's words.</param>
internal sealed record Change(ChangeKind Kind, JsonObject Target, JsonObject? Before, JsonObject? After, string Words) : IRequestOption
{
    /// <summary>True once the request was made a second time: that it was done already may then be its own doing.</summary>
    public bool WasRepeated { get; set; }
}

/// <summary>The sorts of changes that the module makes. The names stand in journals: they are never given another meaning.</summary>
internal enum ChangeKind
{
    /// <summary>An enterprise application was added, or removed by undoing that.</summary>
    EnterpriseApplication,

    /// <summary>An enterprise application was enabled or disabled for users to sign in.</summary>
    EnterpriseApplicationEnabled,

    /// <summary>An app registration was deleted or restored.</summary>
    AppRegistration,

    /// <summary>An entry in Mobility (MDM and MAM), its MDM or its MAM half, was deleted.</summary>
    MobilityEntry,

    /// <summary>The MDM URIs of an entry.</summary>
    MdmUris,

    /// <summary>The MDM user scope of an entry.</summary>
    MdmUserScope,

    /// <summary>Delegated permissions of one resource, granted for all users.</summary>
    DelegatedConsent,

    /// <summary>One application permission.</summary>
    ApplicationConsent,

    /// <summary>What an administrator consented to in the browser. Not a request of this module, but of its making.</summary>
    BrowserConsent,
}
