namespace KaceAzureAd.Emulator.Graph;

/// <summary>Template ids and names of the built-in directory roles that matter here (facts.md 4.2).</summary>
internal static class DirectoryRoles
{
    public const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
    public const string CloudDeviceAdministrator = "7698a772-787b-4ac8-901f-60d6b08affd2";
    public const string CloudApplicationAdministrator = "158c047a-c907-4556-b7ef-446551a6b5f7";
    public const string ApplicationAdministrator = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
    public const string HybridIdentityAdministrator = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
    public const string PrivilegedRoleAdministrator = "e8611ab8-c189-46e8-94e1-60213ab1f814";
    public const string IntuneAdministrator = "3a2c62db-5318-420d-8d74-23affee5d9d5";
    public const string Windows365Administrator = "11451d60-acb2-45eb-a7d6-43d0f0125c13";
    public const string GlobalReader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    public const string ReportsReader = "4a5d8f65-41da-4de4-8968-e035b65339cf";
    public const string SecurityAdministrator = "194ae4cb-b126-40b2-bd5b-6091b380977d";
    public const string SecurityOperator = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";
    public const string SecurityReader = "5d6b6bb7-de71-4623-b4af-96380a352509";

    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [GlobalAdministrator] = "Global Administrator",
        [CloudDeviceAdministrator] = "Cloud Device Administrator",
        [CloudApplicationAdministrator] = "Cloud Application Administrator",
        [ApplicationAdministrator] = "Application Administrator",
        [HybridIdentityAdministrator] = "Hybrid Identity Administrator",
        [PrivilegedRoleAdministrator] = "Privileged Role Administrator",
        [IntuneAdministrator] = "Intune Administrator",
        [Windows365Administrator] = "Windows 365 Administrator",
        [GlobalReader] = "Global Reader",
        [ReportsReader] = "Reports Reader",
        [SecurityAdministrator] = "Security Administrator",
        [SecurityOperator] = "Security Operator",
        [SecurityReader] = "Security Reader",
    };
}
