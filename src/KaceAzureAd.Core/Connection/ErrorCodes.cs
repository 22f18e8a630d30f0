namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>A change could not be written down, so it was not made.</summary>
    public static readonly ErrorCode JournalNotWritable = new(nameof(JournalNotWritable), ErrorKind.ResourceUnavailable, "The journal cannot be written (no access, read-only, disk full); a change that cannot be written down is not made.");

    /// <summary>No such journal.</summary>
    public static readonly ErrorCode JournalNotFound = new(nameof(JournalNotFound), ErrorKind.ObjectNotFound, "There is no journal at this path.");

    /// <summary>The journal is not one, or is damaged.</summary>
    public static readonly ErrorCode JournalDamaged = new(nameof(JournalDamaged), ErrorKind.InvalidData, "The file is no journal of this module, or a line of it is damaged.");

    /// <summary>The journal is another tenant's.</summary>
    public static readonly ErrorCode JournalOfAnotherTenant = new(nameof(JournalOfAnotherTenant), ErrorKind.InvalidArgument, "The journal is of another tenant than the session's.");

    /// <summary>The journal was written by a newer version.</summary>
    public static readonly ErrorCode JournalTooNew = new(nameof(JournalTooNew), ErrorKind.InvalidData, "The journal was written by a newer version of the module.");

    /// <summary>Another process writes the journal.</summary>
    public static readonly ErrorCode JournalInUse = new(nameof(JournalInUse), ErrorKind.ResourceUnavailable, "Another process or another run is writing to this journal.");

    /// <summary>The tenant is no longer as it was planned on.</summary>
    public static readonly ErrorCode PlanOutdated = new(nameof(PlanOutdated), ErrorKind.InvalidOperation, "The tenant is no longer as it was when the plan was made; the message says what changed.");

    /// <summary>The plan is another tenant's.</summary>
    public static readonly ErrorCode PlanOfAnotherTenant = new(nameof(PlanOfAnotherTenant), ErrorKind.InvalidArgument, "The plan was made for another tenant than the session's.");

    /// <summary>The file is no plan.</summary>
    public static readonly ErrorCode InvalidPlan = new(nameof(InvalidPlan), ErrorKind.InvalidData, "The file is no plan that this version can read.");

    /// <summary>The plan could not be written.</summary>
    public static readonly ErrorCode PlanNotWritable = new(nameof(PlanNotWritable), ErrorKind.ResourceUnavailable, "The plan cannot be written to this path.");

    /// <summary>Another MDM claims the users.</summary>
    public static readonly ErrorCode OtherMdmInTheWay = new(nameof(OtherMdmInTheWay), ErrorKind.InvalidOperation, "Another MDM application claims users that KACE Cloud is to manage.");

    /// <summary>The on-premises application is still there.</summary>
    public static readonly ErrorCode OnPremisesAppInTheWay = new(nameof(OnPremisesAppInTheWay), ErrorKind.InvalidOperation, "An on-premises MDM application for KACE from the manual way is still there.");

    /// <summary>Microsoft disabled KACE Cloud's application.</summary>
    public static readonly ErrorCode DisabledByMicrosoft = new(nameof(DisabledByMicrosoft), ErrorKind.InvalidOperation, "Microsoft disabled the enterprise application, and only Microsoft can enable it.");

    /// <summary>A person has something to do.</summary>
    public static readonly ErrorCode PersonNeeded = new(nameof(PersonNeeded), ErrorKind.InvalidOperation, "The run waits for something that only a person can do; the same command continues from there.");

    /// <summary>Somebody changed it since.</summary>
    public static readonly ErrorCode ChangedSince = new(nameof(ChangedSince), ErrorKind.InvalidOperation, "Somebody changed since what is to be undone, so it was left as it is.");

    /// <summary>It cannot be undone.</summary>
    public static readonly ErrorCode CannotUndo = new(nameof(CannotUndo), ErrorKind.InvalidOperation, "The change cannot be undone through Microsoft Graph; the message says how a person can.");
}
