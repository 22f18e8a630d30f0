namespace KaceAzureAd.Mobility;

/// <summary>Whose devices an MDM application manages, in the portal's words.</summary>
public enum MdmUserScope
{
    /// <summary>Nobody's.</summary>
    None,

    /// <summary>Those of the members of the groups named.</summary>
    Some,

    /// <summary>Everybody's.</summary>
    All,

    /// <summary>Microsoft Graph names a scope that this version does not know.</summary>
    Unknown,
}
