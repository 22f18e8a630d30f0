using KaceAzureAd.Identity;

namespace KaceAzureAd.Kace;

/// <summary>What the MDM On-Board URI told.</summary>
/// <param name="AppId">appId of KACE Cloud's app, a GUID in lower case.</param>
/// <param name="Source">Whether it stood in the URI itself or in what that redirects to.</param>
/// <param name="Environment">
/// The environment on whose sign-in host it was found (the first one known by that host: USGov and USGovDoD share theirs); null where
/// it stood in a URI on KACE Cloud's own host.
/// </param>
/// <param name="Hops">The addresses in their order, the MDM On-Board URI first, each without its query. The last one was read and not asked for.</param>
public sealed record OnBoardResolution(string AppId, AppIdSource Source, KaceAadEnvironment? Environment, IReadOnlyList<Uri> Hops)
{
    /// <summary>Host of the Microsoft sign-in page that asks for consent; null where the appId stood in a URI on KACE Cloud's own host.</summary>
    public string? SignInHost => Environment is null ? null : Hops[Hops.Count - 1].Host;
}
