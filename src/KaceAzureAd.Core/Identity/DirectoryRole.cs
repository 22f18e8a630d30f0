namespace KaceAzureAd.Identity;

/// <summary>A Microsoft Entra directory role (facts.md 4.2).</summary>
/// <param name="TemplateId">The same in every tenant.</param>
/// <param name="Name">As the portal shows it.</param>
public sealed record DirectoryRole(string TemplateId, string Name)
{
    /// <summary>May do everything.</summary>
    public static readonly DirectoryRole GlobalAdministrator = new("62e90394-69f5-4237-9190-012177145e10", "Global Administrator");

    /// <summary>Least role for changing mobility policies.</summary>
    public static readonly DirectoryRole CloudDeviceAdministrator = new("7698a772-787b-4ac8-901f-60d6b08affd2", "Cloud Device Administrator");

    /// <summary>Least role for enterprise applications and delegated consent.</summary>
    public static readonly DirectoryRole CloudApplicationAdministrator = new("158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator");

    /// <summary>As Cloud Application Administrator, and application proxy.</summary>
    public static readonly DirectoryRole ApplicationAdministrator = new("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator");

    /// <summary>Least role for consent to application permissions of Microsoft Graph.</summary>
    public static readonly DirectoryRole PrivilegedRoleAdministrator = new("e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator");

    /// <summary>May read mobility policies.</summary>
    public static readonly DirectoryRole IntuneAdministrator = new("3a2c62db-5318-420d-8d74-23affee5d9d5", "Intune Administrator");

    /// <summary>May read all that the checks look at.</summary>
    public static readonly DirectoryRole GlobalReader = new("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader");

    /// <summary>May read the sign-in log.</summary>
    public static readonly DirectoryRole ReportsReader = new("4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader");

    /// <summary>May read the sign-in log and whatever else concerns security.</summary>
    public static readonly DirectoryRole SecurityReader = new("5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
