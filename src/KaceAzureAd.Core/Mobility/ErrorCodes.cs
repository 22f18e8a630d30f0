namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>No directory knows this appId, or the tenant does not have it.</summary>
    public static readonly ErrorCode AppNotFound = new(nameof(AppNotFound), ErrorKind.ObjectNotFound, "No application with this appId is known in this cloud, or the tenant does not have it yet.");

    /// <summary>Several applications of KACE's.</summary>
    public static readonly ErrorCode AppNotUnique = new(nameof(AppNotUnique), ErrorKind.InvalidArgument, "Several enterprise applications have a name that begins with KACE.");

    /// <summary>The mobility policy does not appear.</summary>
    public static readonly ErrorCode MobilityPolicyMissing = new(nameof(MobilityPolicyMissing), ErrorKind.ObjectNotFound, "The enterprise application is there, but it has no entry in Mobility (MDM and MAM).");

    /// <summary>The mobility policy is not valid.</summary>
    public static readonly ErrorCode MobilityPolicyInvalid = new(nameof(MobilityPolicyInvalid), ErrorKind.InvalidOperation, "The entry in Mobility (MDM and MAM) is invalid, because its enterprise application was removed.");

    /// <summary>No group of this name.</summary>
    public static readonly ErrorCode GroupNotFound = new(nameof(GroupNotFound), ErrorKind.ObjectNotFound, "No group with this name or id is in the tenant.");

    /// <summary>Several groups of this name.</summary>
    public static readonly ErrorCode GroupNotUnique = new(nameof(GroupNotUnique), ErrorKind.InvalidArgument, "Several groups have this name.");

    /// <summary>Scope Some needs groups, the others take none.</summary>
    public static readonly ErrorCode InvalidScope = new(nameof(InvalidScope), ErrorKind.InvalidArgument, "The MDM user scope Some needs at least one group; All and None take none.");
}
