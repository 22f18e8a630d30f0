using KaceAzureAd.Errors;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>Asks MSAL, and says in this library's words why there is no answer.</summary>
internal static class MsalCall
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> call, Func<MsalException, KaceAadException> explain, SignInRequest request)
    {
        try
        {
            return await call();
        }
        catch (MsalException e)
        {
            throw explain(e);
        }
        catch (HttpRequestException e)
        {
            throw SignInErrors.Unreachable(e, request.Environment);
        }
    }
}
