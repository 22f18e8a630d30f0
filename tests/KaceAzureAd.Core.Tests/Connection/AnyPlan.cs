using CsCheck;
using KaceAzureAd.Connection;
using KaceAzureAd.Consent;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>Any tenant and anything that may be wanted of it.</summary>
internal static class AnyPlan
{
    private static readonly Gen<string?> Uri = Gen.OneOfConst<string?>(null, "", "https://old.example/x", States.Setting.TermsOfUseUri.OriginalString, States.Setting.DiscoveryUri.OriginalString);

    private static readonly Gen<KaceGroup[]> Groups = Gen.Shuffle(new[] { States.Pilot, States.Sales, new KaceGroup("11111111-0000-0000-0000-000000000003", null) }, 0, 3);

    private static readonly Gen<EnterpriseAppState?> Application =
        Gen.Select(Gen.Bool, Gen.Bool, (enabled, microsoft) => States.Application with { IsEnabled = enabled, IsDisabledByMicrosoft = microsoft }).Null();

    private static readonly Gen<MobilityEntryState?> Entry =
        Gen.Select(Gen.Bool, Uri, Uri, Gen.Enum<MdmUserScope>(), Groups, (valid, terms, discovery, scope, groups) => new MobilityEntryState(States.AppId, "KACE Cloud", valid, terms, discovery, scope, groups)).Null();

    private static readonly Gen<MobilityEntryState[]> Others = Gen.Select(Gen.OneOfConst(MdmUserScope.All, MdmUserScope.Some, MdmUserScope.Unknown), Groups, Gen.Bool)
        .Select((scope, groups, cut) => States.OtherMdm(scope, groups) with { AreGroupsCut = cut }).Array[0, 2].Select(all => all.Select((o, i) => o with { AppId = $"33333333-0000-0000-0000-00000000000{i}" }).ToArray());

    private static readonly Gen<OnPremisesAppState[]> OnPremises = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Enum<MdmUserScope>())
        .Select((principal, entry, mam, registration, scope) => new OnPremisesAppState("", "KACE", principal, entry, mam, registration, scope)).Array[0, 2].Select(all => all.Select((o, i) => o with { AppId = $"22222222-0000-0000-0000-00000000000{i}" }).ToArray());

    private static readonly Gen<PermissionRequest[]> Permissions = Gen.Shuffle(new[] { States.UserRead, States.DeviceRead, States.DeviceWrite }, 0, 3);

    private static readonly Gen<ConnectionOptions> Options =
        Gen.Select(Gen.OneOfConst(MdmUserScope.All, MdmUserScope.Some, MdmUserScope.None), Permissions, Gen.Bool, Gen.Bool, (scope, permissions, resolves, removes) => States.Options with
        {
            Scope = scope, Permissions = permissions, ResolveConflict = resolves, RemoveOnPremisesApp = removes,
        });

    private static readonly Gen<ConnectionState> State = Gen.Select(Application, Entry, Gen.Bool, Others, OnPremises, Permissions, (application, entry, mam, others, old, consent) => States.Nothing with
    {
        Application = application, Entry = entry, HasInvalidMamEntry = mam, OtherMdms = others, OnPremisesApps = old, Consent = application is null ? [] : consent,
    });

    /// <summary>A plan, with the groups that belong to its scope.</summary>
    public static Gen<KaceAadPlan> Any { get; } = Gen.Select(State, Options, Groups.Where(g => g.Length > 0)).Select((state, options, groups) =>
    {
        KaceGroup[] wanted = options.Scope == MdmUserScope.Some ? groups : [];
        return States.Plan(state with { Groups = wanted }, options with { Groups = [.. wanted.Select(g => g.Id)] });
    });
}
