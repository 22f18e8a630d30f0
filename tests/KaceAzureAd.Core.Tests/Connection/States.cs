using KaceAzureAd.Connection;
using KaceAzureAd.Consent;
using KaceAzureAd.Core.Tests.Checks;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>Tenants as plans see them, made by hand; and what a plan makes of them.</summary>
internal static class States
{
    public const string AppId = Snapshots.AppId;
    public const string Intune = Snapshots.IntuneAppId;

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static readonly KaceGroup Pilot = new("11111111-0000-0000-0000-000000000001", "Pilot");
    public static readonly KaceGroup Sales = new("11111111-0000-0000-0000-000000000002", "Sales");

    public static readonly PermissionRequest UserRead = new(PermissionRequest.MicrosoftGraph, "User.Read", ConsentType.Delegated);
    public static readonly PermissionRequest DeviceRead = new(PermissionRequest.MicrosoftGraph, "Device.Read.All", ConsentType.Application);
    public static readonly PermissionRequest DeviceWrite = new(PermissionRequest.MicrosoftGraph, "Device.ReadWrite.All", ConsentType.Application);

    public static KaceAadSetting Setting => Snapshots.Setting;

    /// <summary>Everybody, consent in the browser.</summary>
    public static ConnectionOptions Options { get; } = new() { Setting = Setting };

    public static EnterpriseAppState Application { get; } = new("sp", "KACE Cloud", IsEnabled: true, IsDisabledByMicrosoft: false);

    public static MobilityEntryState Entry { get; } =
        new(AppId, "KACE Cloud", IsValid: true, Setting.TermsOfUseUri.OriginalString, Setting.DiscoveryUri.OriginalString, MdmUserScope.All, []);

    public static OnPremisesAppState OnPremises { get; } = new("22222222-0000-0000-0000-000000000001", "KACE on-premises", true, true, true, true, MdmUserScope.Some);

    /// <summary>Nothing of KACE in it.</summary>
    public static ConnectionState Nothing { get; } = new() { TenantId = Snapshots.TenantId, AppId = AppId };

    public static ConnectionState Connected { get; } = Nothing with { Application = Application, Entry = Entry, Consent = [UserRead, DeviceRead] };

    public static MobilityEntryState OtherMdm(MdmUserScope scope, params KaceGroup[] groups) =>
        new(Intune, "Microsoft Intune", IsValid: true, null, null, scope, groups);

    public static KaceAadPlan Plan(ConnectionState state, ConnectionOptions? options = null) => Planner.Plan(state, options ?? Options, Now);

    /// <summary>The tenant after the plan was done, each step as its name says.</summary>
    public static ConnectionState After(KaceAadPlan plan) => plan.Steps.Aggregate(plan.State, (state, step) => step.Name switch
    {
        "InvalidMobilityEntry" => state with { Entry = state.Entry is { IsValid: true } ? state.Entry : null, HasInvalidMamEntry = false },
        "EnterpriseApplication" => state with { Application = (state.Application ?? Application) with { IsEnabled = true } },
        "MobilityEntry" => state with { Entry = Entry with { TermsOfUseUrl = null, DiscoveryUrl = null, Scope = MdmUserScope.None } },
        "MdmUris" => state with { Entry = state.Entry! with { TermsOfUseUrl = Setting.TermsOfUseUri.OriginalString, DiscoveryUrl = Setting.DiscoveryUri.OriginalString } },
        "Consent" => state with { Consent = [.. state.Consent.Union(plan.Options.Permissions.DefaultIfEmpty(UserRead))] },
        "OtherMdmUserScope" => state with { OtherMdms = [.. state.OtherMdms.Where(o => o.AppId != step.OtherAppId)] },
        "OnPremisesApp" => state with { OnPremisesApps = [.. state.OnPremisesApps.Where(o => o.AppId != step.OtherAppId)] },
        "MdmUserScope" => state with { Entry = state.Entry! with { Scope = plan.Options.Scope, Groups = plan.Options.Scope == MdmUserScope.Some ? state.Groups : [] } },
        "ChooseAutomated" or "RemoveExistingSettings" or "VerifyInKaceCloud" => state,
        _ => throw new InvalidOperationException($"What {step.Name} makes of a tenant is not known here."),
    });
}
