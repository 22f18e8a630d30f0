using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>KACE Cloud behind its pages: its customers' Azure AD settings, and what it asks of Azure AD itself.</summary>
public sealed class KaceBackEnd : IDisposable
{
    private readonly World _world;
    private readonly Origins _origins;
    private readonly TenantProbe _probe;
    private readonly ConcurrentDictionary<string, string> _subdomainsByState = new(StringComparer.Ordinal);

    public KaceBackEnd(World world, Origins origins, X509Certificate2 authority)
    {
        _world = world;
        _origins = origins;
        _probe = new TenantProbe(world, origins, authority);
        RegisterRedirectUris();
    }

    /// <summary>Address of the customer's Azure Active Directory Settings page.</summary>
    public Uri SettingsUri(string subdomain) => new(Addresses(Subscription(subdomain)).Settings);

    /// <summary>The settings page as a person gets it by selecting all and copying.</summary>
    public string SettingsText(string subdomain)
    {
        var subscription = Subscription(subdomain);
        return SettingsPage.TextAsCopied(Addresses(subscription), subscription, OnBoardUri(subscription));
    }

    /// <summary>The button Automated. Refused, with the reason, while a former on-premises configuration stands.</summary>
    public KaceVerification SetAutomated(string subdomain)
    {
        lock (_world.Gate)
        {
            var subscription = Subscription(subdomain);
            if (subscription.OnPremisesAppId is not null)
            {
                return new KaceVerification(false, "An on-premises MDM configuration exists. Use Remove Existing Settings first.");
            }

            subscription.Mode = "Automated";
            return new KaceVerification(true, "Azure AD is set to Automated.");
        }
    }

    /// <summary>The button Remove Existing Settings: KACE Cloud's side only; the old app stays in Azure AD.</summary>
    public KaceVerification RemoveExisting(string subdomain)
    {
        lock (_world.Gate)
        {
            var subscription = Subscription(subdomain);
            subscription.Mode = "None";
            subscription.OnPremisesAppId = null;
            subscription.Verified = null;
            subscription.VerifyMessage = null;
            return new KaceVerification(true, "The existing settings were removed.");
        }
    }

    /// <summary>The button Verify Azure AD Settings. The outcome is kept and shown on the settings page.</summary>
    public async Task<KaceVerification> VerifyAsync(string subdomain, CancellationToken cancellationToken = default)
    {
        var subscription = Subscription(subdomain);
        var outcome = subscription switch
        {
            { OnPremisesAppId: not null } => new KaceVerification(false, "An on-premises MDM configuration exists. Use Remove Existing Settings first."),
            { Mode: not "Automated" } => new KaceVerification(false, "Azure AD is not set to Automated."),
            _ => await _probe.LookAsync(subscription.TenantId, cancellationToken),
        };
        lock (_world.Gate)
        {
            subscription.Verified = outcome.Success;
            subscription.VerifyMessage = outcome.Message;
        }

        return outcome;
    }

    public void Dispose() => _probe.Dispose();

    internal KaceSubscription Subscription(string subdomain) => Find(subdomain) ?? throw new ArgumentException($"KACE Cloud has no customer '{subdomain}'.", nameof(subdomain));

    internal KaceSubscription? Find(string subdomain)
    {
        lock (_world.Gate)
        {
            return _world.KaceCloud.FindBySubdomain(subdomain);
        }
    }

    internal KaceAddresses Addresses(KaceSubscription subscription) => new(_origins, _world.KaceCloud, subscription);

    /// <summary>The MDM On-Board URI as the settings page shows it.</summary>
    internal string OnBoardUri(KaceSubscription subscription) => _world.KaceCloud.OnBoardForm == "direct" ? AdminConsentUri(subscription) : Addresses(subscription).OnBoard;

    /// <summary>Azure AD's consent page for this customer, with a state that leads back to the customer.</summary>
    internal string AdminConsentUri(KaceSubscription subscription)
    {
        var state = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _subdomainsByState[state] = subscription.Subdomain;
        return Addresses(subscription).AdminConsent(_world.KaceCloud.AppId, state);
    }

    /// <summary>Whether this state was given to this customer.</summary>
    internal bool IsOwnState(KaceSubscription subscription, string? state) =>
        state is not null && _subdomainsByState.TryGetValue(state, out var subdomain) && subdomain == subscription.Subdomain;

    /// <summary>KACE Cloud registers each customer's return address on its own app.</summary>
    private void RegisterRedirectUris()
    {
        lock (_world.Gate)
        {
            if (_world.FindApplication(_world.KaceCloud.AppId)?.App is not { } app)
            {
                return;
            }

            foreach (var address in _world.KaceCloud.Subscriptions.Select(s => Addresses(s).OnBoarded).Except(app.RedirectUris, StringComparer.Ordinal).ToList())
            {
                app.RedirectUris.Add(address);
            }
        }
    }
}
