using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Names are written by whoever may write them in the tenant. Shown on a terminal, they are letters and nothing that it obeys.</summary>
public sealed partial class HostileNameTests : ConnectionTest
{
    private const string Hostile = "Evil\u001b[2J\u001b]0;owned\u0007\r\n\u202Ename\u009b31m";
    private const string Written = "Evil\\u001B[2J";

    protected override string ScenarioName => "intune-all";

    protected override EngineOptions Options => new() { IsTerminal = true };

    protected override World LoadWorld()
    {
        var world = base.LoadWorld();
        var tenant = world.Tenants[0];
        tenant.Groups[0].DisplayName = Hostile;
        tenant.MobileDeviceManagementPolicies[0].DisplayName = Hostile;
        tenant.ServicePrincipals.ForEach(s => s.DisplayName = Hostile);
        world.FindApplication(world.KaceCloud.AppId)!.Value.App.DisplayName = Hostile;
        foreach (var permission in tenant.ServicePrincipals.SelectMany(s => s.AppRoles))
        {
            permission.DisplayName = Hostile;
        }

        return world;
    }

    [Fact]
    public void Nothing_in_a_name_reaches_the_terminal()
    {
        var group = Contoso.Groups[0].Id;
        var options = $"-Scope Some -Group {group} -ReferenceConsent $reference";
        var text = Shown(
            $"Get-KaceAadPlan $setting {options} | Out-Default",
            $"$plan = Get-KaceAadPlan $setting {options} -ResolveConflict; $plan | Out-Default; $plan.Steps | Out-Default",
            $"Set-KaceAadConnection $setting {options} -Confirm:$false 2>&1 | Out-Default",
            $"Set-KaceAadConnection $setting {options} -ResolveConflict -WhatIf | Out-Default",
            $"$connection = Set-KaceAadConnection $setting {options} -ResolveConflict -JournalPath $journal -Confirm:$false; $connection | Out-Default; $connection.Steps | Out-Default",
            "Get-KaceConsent $setting | Out-Default",
            "Grant-KaceConsent $setting -Permission Nothing.Read -Confirm:$false 2>&1 | Out-Default",
            "Get-KaceMobilityApp $setting | Out-Default",
            "Get-KaceMdmUserScope $setting | Out-Default",
            "Set-KaceMdmUserScope $setting -Scope None -WhatIf > $null",
            "$connection | Undo-KaceAadChange -WhatIf | Out-Default; Set-KaceMdmUserScope $setting -Scope All > $null",
            "$connection | Undo-KaceAadChange -Confirm:$false 2>&1 | Out-Default",
            "$connection | Undo-KaceAadChange -Confirm:$false -Force | Out-Default");

        Assert.All(text, t => Assert.DoesNotMatch(Obeyed(), Own().Replace(t.Text, "")));
        Assert.Equal([], text.Where(t => !t.Text.Contains(Written, StringComparison.Ordinal)).Select(t => t.Script));
    }

    private List<(string Script, string Text)> Shown(params string[] scripts) => [.. scripts.Select(s => (s, Run(s).HostText))];

    // Colours of the views, and how the screen takes its line of progress away.
    [GeneratedRegex("\u001b\\[[0-9;]*m|\r\u001b\\[K", RegexOptions.None, 5000)]
    private static partial Regex Own();

    [GeneratedRegex("[\\p{Cc}\\p{Cf}-[\\r\\n]]", RegexOptions.None, 5000)]
    private static partial Regex Obeyed();
}
