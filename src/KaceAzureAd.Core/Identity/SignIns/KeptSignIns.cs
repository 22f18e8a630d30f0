using KaceAzureAd.Errors;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace KaceAzureAd.Identity;

/// <summary>
/// Sign-ins that outlive the process, in the platform's secure store: DPAPI on Windows, Keychain on macOS, the keyring (libsecret) on Linux
/// (facts.md 6.5). Where there is none, nothing is kept: a plain file is never written.
/// </summary>
internal static class KeptSignIns
{
    private const string Name = "KaceAzureAd";

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static MsalCacheHelper? helper;

    /// <summary>Lets a cache read from and write to the store.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.SecureStoreUnavailable</c>.</exception>
    public static async Task AttachAsync(ITokenCache cache)
    {
        await OneAtATime.WaitAsync();
        try
        {
            helper ??= await OpenAsync();
            helper.RegisterCache(cache);
        }
        catch (Exception e) when (e is MsalCachePersistenceException or DllNotFoundException or TypeInitializationException)
        {
            throw new KaceAadException(
                ErrorCodes.SecureStoreUnavailable, $"The sign-in cannot be kept for the next process: this machine has no secure store for it ({e.GetBaseException().Message.TrimEnd('.')}).",
                "Leave -ContextScope out to keep it in memory; on Linux, CurrentUser needs an unlocked keyring (libsecret).");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Who is remembered and fits the request; null where nobody does, or where it could be one of several.</summary>
    public static async Task<IAccount?> FindAsync(IPublicClientApplication client, SignInRequest request, CancellationToken cancellationToken)
    {
        var accounts = (await client.GetAccountsAsync()).Where(a => request.Account is null || string.Equals(a.Username, request.Account, StringComparison.OrdinalIgnoreCase)).ToList();
        if (accounts.Count > 0 && request.TenantId is { } tenant)
        {
            var id = Guid.TryParse(tenant, out _) ? tenant : await TenantIds.FindAsync(request.Environment, tenant, cancellationToken);
            accounts.RemoveAll(a => a.GetTenantProfiles()?.Any(p => string.Equals(p.TenantId, id, StringComparison.OrdinalIgnoreCase)) != true);
        }

        return accounts.Count == 1 ? accounts[0] : null;
    }

    private static async Task<MsalCacheHelper> OpenAsync()
    {
        var storage = new StorageCreationPropertiesBuilder("msal.cache", Path.Combine(MsalCacheHelper.UserRootDirectory, Name))
            .WithMacKeyChain(Name, "sign-ins")
            .WithLinuxKeyring("com.github.kaceazuread.signins", MsalCacheHelper.LinuxKeyRingDefaultCollection, "Sign-ins of KaceAzureAd", new("Product", Name), new("Version", "1"))
            .Build();
        var opened = await MsalCacheHelper.CreateAsync(storage);
        opened.VerifyPersistence();
        return opened;
    }
}
