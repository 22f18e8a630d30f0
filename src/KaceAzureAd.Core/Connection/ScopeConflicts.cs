using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection;

/// <summary>Other MDM applications that claim users whom KACE Cloud is to manage (facts.md 4.6).</summary>
internal static class ScopeConflicts
{
    public static IEnumerable<MobilityEntryState> In(ConnectionState state, ConnectionOptions options) => options.Scope switch
    {
        MdmUserScope.None => [],
        MdmUserScope.All => state.OtherMdms,

        // Which users are in two different groups is not looked at: the check OtherMdmUserScope warns of it.
        _ => state.OtherMdms.Where(o => o.Scope != MdmUserScope.Some || o.AreGroupsCut || o.Groups.Any(g => state.Groups.Any(w => string.Equals(w.Id, g.Id, StringComparison.OrdinalIgnoreCase)))),
    };
}
