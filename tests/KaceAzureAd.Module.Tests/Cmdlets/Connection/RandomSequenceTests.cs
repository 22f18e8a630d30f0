using System.Globalization;
using CsCheck;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Random sequences of cmdlets, failures, and other people's changes. A sample that fails is shown as the shortest one that does.</summary>
public sealed class RandomSequenceTests : ConnectionTest
{
    private const string Journalled = " -JournalPath $journal";

    // More of them on demand.
    private static readonly int Samples = int.Parse(Environment.GetEnvironmentVariable("KACEAAD_TESTS_SAMPLES") ?? "20", CultureInfo.InvariantCulture);

    private static readonly string[] Groups = ["'Windows Pilot'", "'All Employees'", "'Nobody Yet'"];
    private static readonly string[] Delegated = ["User.Read", "openid", "profile", "email"];
    private static readonly string[] Roles = ["Device.Read.All", "Device.ReadWrite.All", "Group.Read.All"];

    private static readonly Gen<string> Cmdlet = Gen.Frequency(
        (2, Gen.Const("Add-KaceMobilityApp $setting")),
        (2, Gen.Const("Set-KaceMdmUri $setting")),
        (3, Gen.OneOfConst("All", "None").Select(s => $"Set-KaceMdmUserScope $setting -Scope {s}")),
        (3, Some(Groups).Select(g => $"Set-KaceMdmUserScope $setting -Scope Some -Group {g}")),
        (1, Gen.OneOfConst("All", "None").Select(s => $"Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope {s}")),
        (2, Some(Delegated).Select(p => $"Grant-KaceConsent $setting -Permission {p}")),
        (2, Some(Roles).Select(p => $"Grant-KaceConsent $setting -Permission {p} -Type Application")),
        (1, Some(Delegated).Select(p => $"Revoke-KaceConsent $setting -Permission {p}")),
        (1, Some(Roles).Select(p => $"Revoke-KaceConsent $setting -Permission {p} -Type Application")),
        (2, Gen.OneOfConst("-Scope All", "-Scope None", "-Scope Some -Group 'Windows Pilot'").Select(s => $"Set-KaceAadConnection $setting -ReferenceConsent $reference -ResolveConflict {s}")))
        .Select(c => c + Journalled + " -Confirm:$false");

    private static readonly Gen<string> Fault = Gen.Select(
        Gen.OneOfConst("reset", "503", "500", "429", "403"),
        Gen.OneOfConst("POST /v1.0/servicePrincipals.*", "POST /v1.0/oauth2PermissionGrants", "PATCH /.*", "POST /beta/policies/.*ref", "DELETE /.*"),
        Gen.OneOfConst("", " acted"), (status, write, acted) => $"FAULT {status} {write}{(status is "reset" or "503" ? acted : "")}");

    private static readonly Gen<string> Others = Gen.OneOfConst("OTHERS scope All", "OTHERS scope None", "OTHERS group", "OTHERS uris", "OTHERS consent", "OTHERS intune", "OTHERS disable");

    [Fact]
    public void The_journal_replays_to_the_state_and_undoing_leads_back() =>
        Gen.Frequency((4, Cmdlet), (1, Fault)).Array[1, 7].Sample(
            steps =>
            {
                Do(steps);
                AssertReachesConnected();
                Assert.Empty(File.Exists(JournalPath) ? JournalReplay.Of(JournalPath).DifferencesTo(Contoso) : []);
                UndoAll();
                Assert.Equal(_before, State());
            },
            iter: Samples, threads: 1, print: Shown);

    [Fact]
    public void What_others_changed_last_is_never_taken_back() =>
        Gen.Frequency((4, Cmdlet), (1, Fault), (3, Others)).Array[2, 7].Sample(
            steps =>
            {
                Do(steps);
                var theirs = TheirLast(steps);
                UndoAll(mayBeLeft: true);
                if (theirs is not null && !IsGoneUnused(steps[^1]))
                {
                    Assert.Equal(theirs, ValueOf(steps[^1]));
                }

                AssertReachesConnected();
            },
            iter: Samples, threads: 1, print: Shown);

    private string _start = "";
    private string _before = "";

    // What the cmdlets left, each of them.
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_start, _before) = (Copy(), State());
    }

    private static Gen<string> Some(string[] names) => Gen.Shuffle(names, 1, names.Length).Select(n => string.Join(", ", n));

    private static string Shown(string[] steps) => Environment.NewLine + string.Join(Environment.NewLine, steps);

    private void Do(string[] steps)
    {
        Restore(_start);
        File.Delete(JournalPath);
        _left.Clear();
        Leave();
        foreach (var step in steps)
        {
            if (step.StartsWith("FAULT ", StringComparison.Ordinal))
            {
                Session.Emulator.Faults.Add(FaultRule.Parse(step["FAULT ".Length..]));
            }
            else if (step.StartsWith("OTHERS ", StringComparison.Ordinal))
            {
                Change(step["OTHERS ".Length..]);
            }
            else
            {
                // It may fail, as it does without the application or with a failure that was asked for.
                Run(step);
                Leave();
            }
        }

        Session.Emulator.Faults.Clear();
    }

    private void Leave() => _left.UnionWith(new[] { "OTHERS group", "OTHERS uris", "OTHERS consent", "OTHERS intune" }.Select(ValueOf));

    private void Change(string what)
    {
        lock (World.Gate)
        {
            var application = Contoso.ServicePrincipals.Find(s => s.AppId == KaceAppId);
            var policy = Contoso.MobileDeviceManagementPolicies.Find(p => p.Id == KaceAppId);
            switch (what)
            {
                case "intune":
                    Contoso.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo = "all";
                    break;
                case "disable" when application is not null:
                    application.AccountEnabled = false;
                    break;
                case "consent" when application is not null:
                    Contoso.GrantScopes(application, Contoso.ServicePrincipals.Single(s => s.AppId == WellKnown.GraphAppId), ["offline_access"]);
                    break;
                case "uris" when policy is not null:
                    policy.DiscoveryUrl = "https://others.example/Discovery.svc";
                    break;
                case "scope All" or "scope None" when policy is not null:
                    policy.AppliesTo = what == "scope All" ? "all" : "none";
                    policy.IncludedGroups.Clear();
                    break;
                case "group" when policy is not null:
                    policy.AppliesTo = "selected";
                    policy.IncludedGroups = [Contoso.Groups.Single(g => g.DisplayName == "Windows Pilot").Id];
                    break;
            }
        }
    }

    /// <summary>The value that the last step, another's, changed; null where it is what a cmdlet had left: nobody could tell it from that, or from undoing that broke off there.</summary>
    private string? TheirLast(string[] steps)
    {
        lock (World.Gate)
        {
            return steps[^1].StartsWith("OTHERS ", StringComparison.Ordinal) && ValueOf(steps[^1]) is { Length: > 0 } value && !_left.Contains(value) ? value : null;
        }
    }

    // An application that the module added goes again while nobody uses it: URIs alone enrol nobody.
    private bool IsGoneUnused(string step) => step == "OTHERS uris" && !Contoso.MobileDeviceManagementPolicies.Exists(p => p.Id == KaceAppId);

    private string ValueOf(string step)
    {
        var policy = Contoso.MobileDeviceManagementPolicies.Find(p => p.Id == KaceAppId);
        return step switch
        {
            "OTHERS scope All" or "OTHERS group" => policy is null ? "" : $"{policy.AppliesTo} {string.Join(' ', policy.IncludedGroups)}",
            "OTHERS uris" => policy?.DiscoveryUrl ?? "",
            "OTHERS consent" => $"consent {Contoso.OAuth2PermissionGrants.Exists(g => g.Scope.Contains("offline_access", StringComparison.Ordinal))}",
            "OTHERS intune" => $"intune {Contoso.MobileDeviceManagementPolicies.Single(p => p.DisplayName == "Microsoft Intune").AppliesTo}",
            _ => "",
        };
    }

    private void AssertReachesConnected()
    {
        Assert.Contains(StatusOf(RunWell(Set + "-ResolveConflict")), new[] { "Connected", "Unchanged" });
        AssertNothingIsPlanned("-ResolveConflict");
    }

    private void UndoAll(bool mayBeLeft = false)
    {
        if (File.Exists(JournalPath))
        {
            var result = Run(Undo);
            Assert.True(mayBeLeft ? result.Errors.All(e => e.FullyQualifiedErrorId.StartsWith("KaceAad.ChangedSince", StringComparison.Ordinal)) : result.Errors.Count == 0, string.Join(Environment.NewLine, result.Errors));
        }
    }
}
