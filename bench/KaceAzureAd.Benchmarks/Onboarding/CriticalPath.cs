namespace KaceAzureAd.Benchmarks.Onboarding;

/// <summary>
/// The round trips of onboarding a tenant that have to follow one another, because each needs what the one before it brought. Everything else can be done
/// beside them.
/// </summary>
internal static class CriticalPath
{
    public static readonly IReadOnlyList<string> RoundTrips =
    [
        "settings: where the MDM On-Board URI leads, which names the application",
        "prerequisites: the tenant, v1.0 and beta side by side",
        "prerequisites: the domains' DNS, which only the tenant names",
        "connect: the state that the plan rests on",
        "connect: the enterprise application is added",
        "connect: it and its entry in Mobility are seen",
        "connect: what it was granted, which has to be known before more is (the URIs are set meanwhile)",
        "connect: the permissions are granted",
        "connect: they are read back, before any user is affected",
        "connect: the MDM user scope is set, last",
        "connect: it is read back",
        "proof: everything, and KACE Cloud's endpoints, side by side",
    ];
}
