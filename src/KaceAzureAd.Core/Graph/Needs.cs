using KaceAzureAd.Identity;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Graph;

/// <summary>Tells the transport which operation a request is part of, so that a refusal can name the permissions and roles.</summary>
internal sealed record Needs(TenantOperation Operation) : IRequestOption;
