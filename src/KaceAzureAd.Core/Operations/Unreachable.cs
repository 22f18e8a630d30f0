using KaceAzureAd.Errors;

namespace KaceAzureAd.Operations;

/// <summary>Says why there is no answer of a service at all.</summary>
internal static class Unreachable
{
    /// <summary>The error for what the connection failed with.</summary>
    /// <param name="name">What the service is called.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="failure">What the connection failed with.</param>
    public static KaceAadException Error(string name, Uri address, Exception failure)
    {
        var message = $"{name} ({address.GetLeftPart(UriPartial.Authority)}) cannot be reached: ";
        return failure is ProxyRefusal refusal
            ? new KaceAadException(ErrorCodes.ProxyRefused, message + refusal.Message + ".", ProxyRefusal.Advice, failure)
            {
                Target = address, HttpStatus = 407,
            }
            : new KaceAadException(
                ErrorCodes.ConnectionFailed, message + failure.GetBaseException().Message,
                "Check name resolution, network, proxy and TLS inspection between this machine and the service, "
                + "and that -Environment names the right cloud.",
                failure) { Target = address };
    }
}
