using System.Text.RegularExpressions;
using System.Xml.Linq;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Names are written by whoever may write them in the tenant, answers by whoever answers. Shown on a terminal, they are letters and nothing that it obeys.</summary>
public sealed partial class HostileNameTests : ConnectionTest
{
    // Clears the screen, names the window, hides a link, rings; turns text around; begins lines; a C1 control, and what has no width.
    private const string Hostile = "Evil\u001b[2J\u001b]0;owned\u0007\u001b]8;;https://evil.example\u001b\\\r\n\u2028\u0085\u202Ename\u2066\u200B\u009b31m";
    private const string Written = "Evil\\u001B[2J";

    /// <summary>Shows a result by its view, by what every part of its views shows, and by all of its properties, and so on with each part of it that is the module's own.</summary>
    private const string Show = """
        function Show($Value) {
            $Value | Out-Default
            foreach ($item in $Value) {
                "$item" | Out-Default
                foreach ($part in $views[$item.PSObject.TypeNames[0]]) { $item | ForEach-Object $part | Out-Default }
                foreach ($property in $item.PSObject.Properties) {
                    "$($property.Name): $($property.Value)" | Out-Default
                    $parts = @($property.Value | Where-Object { $_ -and $_.GetType().FullName -like 'KaceAzureAd.*' -and -not $_.GetType().IsEnum })
                    if ($parts.Count -gt 0) { Show $parts }
                }
            }
        }

        function ShowErrors([scriptblock] $Script) {
            $failures = try { @(& $Script 2>&1) } catch { $_ }
            $failures | Out-Default
            foreach ($failure in @($failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })) {
                "$($failure.CategoryInfo) $($failure.TargetObject) $($failure.ErrorDetails.RecommendedAction)" | Out-Default
            }
        }
        """;

    private static readonly XDocument Views = XDocument.Load(Path.Combine(Path.GetDirectoryName(Paths.Manifest)!, "bin", "KaceAzureAd.Format.ps1xml"));

    protected override string ScenarioName => "intune-all";

    protected override EngineOptions Options => new() { IsTerminal = true };

    protected override World LoadWorld()
    {
        var world = base.LoadWorld();
        var tenant = world.Tenants[0];
        tenant.DisplayName = Hostile;
        tenant.MobileDeviceManagementPolicies[0].DisplayName = Hostile;
        tenant.Groups.ForEach(g => g.DisplayName = Hostile);
        tenant.Users.ForEach(u => u.DisplayName = Hostile);
        tenant.SubscribedSkus.ForEach(s => s.SkuPartNumber = Hostile);
        tenant.SubscribedSkus.SelectMany(s => s.ServicePlans).ToList().ForEach(p => p.ServicePlanName = Hostile);
        tenant.Domains.Add(new Domain { Name = Hostile });
        tenant.ServicePrincipals.ForEach(s => s.DisplayName = Hostile);
        world.FindApplication(world.KaceCloud.AppId)!.Value.App.DisplayName = Hostile;
        foreach (var permission in tenant.ServicePrincipals.SelectMany(s => s.AppRoles))
        {
            permission.DisplayName = Hostile;
        }

        foreach (var permission in tenant.ServicePrincipals.SelectMany(s => s.OAuth2PermissionScopes))
        {
            permission.AdminConsentDisplayName = Hostile;
        }

        return world;
    }

    [Fact]
    public void Nothing_in_a_name_reaches_the_terminal()
    {
        var group = Contoso.Groups[0].Id;
        var options = $"-Scope Some -Group {group} -ReferenceConsent $reference";
        var text = Shown(
            $"Show (Get-KaceAadPlan $setting {options})",
            $"$plan = Get-KaceAadPlan $setting {options} -ResolveConflict; Show $plan",
            $"Set-KaceAadConnection $setting {options} -Confirm:$false 2>&1 | Out-Default",
            $"Set-KaceAadConnection $setting {options} -ResolveConflict -WhatIf | Out-Default",
            $"$connection = Set-KaceAadConnection $setting {options} -ResolveConflict -JournalPath $journal -Confirm:$false; Show $connection",
            "Show (Get-KaceConsent $setting)",
            "Grant-KaceConsent $setting -Permission Nothing.Read -Confirm:$false 2>&1 | Out-Default",
            "Show (Get-KaceMobilityApp $setting)",
            "Show (Get-KaceMdmUserScope $setting)",
            "Set-KaceMdmUserScope $setting -Scope None -WhatIf > $null",
            "$connection | Undo-KaceAadChange -WhatIf | Out-Default; Set-KaceMdmUserScope $setting -Scope All > $null",
            "$connection | Undo-KaceAadChange -Confirm:$false 2>&1 | Out-Default",
            "Show ($connection | Undo-KaceAadChange -Confirm:$false -Force)");

        AssertHarmless(text);
    }

    [Fact]
    public void Nothing_that_checks_find_reaches_the_terminal()
    {
        RunWell("Set-KaceAadConnection $setting -Scope All -ReferenceConsent $reference -ResolveConflict -Confirm:$false > $null; $before = Test-KaceAadConnection $setting");
        lock (World.Gate)
        {
            KacePolicy.TermsOfUseUrl = "https://kace.example/" + Hostile;
            KacePolicy.DiscoveryUrl = Hostile;
            KacePolicy.AppliesTo = "selected";
            KacePolicy.IncludedGroups = [Contoso.Groups[0].Id];
            Contoso.SignIns.Add(new SignInEvent { AppId = KaceAppId, ErrorCode = 7000215, FailureReason = Hostile, CreatedAt = DateTimeOffset.UtcNow });
        }

        var text = Shown(
            "$ready = Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer; Show $ready",
            "$checks = Test-KaceAadConnection $setting; Show $checks",
            "Show (Compare-KaceMdmUri $setting)",
            "Show (Get-KaceMobilityApp $setting)",
            "Show (Get-KaceMdmUserScope $setting)",
            "Set-KaceMdmUri $setting -WhatIf > $null",
            "Show (Compare-KaceAadConnection $before $checks)");

        AssertHarmless(text);
    }

    [Fact]
    public void Nothing_in_a_refusal_reaches_the_terminal()
    {
        var hostile = System.Text.Json.JsonSerializer.Serialize(Hostile);
        Session.Emulator.Faults.Add(new FaultRule
        {
            Origin = "Graph", Path = ".*", Status = 403, Count = null, ContentType = "application/json",
            Body = $$"""{ "error": { "code": {{hostile}}, "message": {{hostile}}, "innerError": { "request-id": {{hostile}}, "date": {{hostile}} } } }""",
        });

        var text = Shown(
            "ShowErrors { Get-KaceMobilityApp $setting }",
            "ShowErrors { Get-KaceMdmUserScope $setting }",
            "ShowErrors { Get-KaceAadPlan $setting }",
            "Show (Test-KaceAadConnection $setting)");

        AssertHarmless(text);
    }

    [Fact]
    public void Nothing_that_was_typed_or_pasted_reaches_the_terminal_again()
    {
        RunWell("$hostile = [System.Text.RegularExpressions.Regex]::Unescape('" + Regex.Escape(Hostile).Replace("\u001b", "\\u001b", StringComparison.Ordinal).Replace("\u0085", "\\u0085", StringComparison.Ordinal) + "')");
        var text = Shown(
            "ShowErrors { Set-KaceMdmUserScope $setting -Scope Some -Group $hostile -Confirm:$false }",
            "ShowErrors { ConvertFrom-KaceAadSetting \"MDM Terms Of Use URI https://$hostile MDM Discovery URI https://$hostile MDM On-Board URI https://$hostile\" }",
            "ShowErrors { New-KaceAadSetting $hostile $hostile $hostile }",
            "ShowErrors { Connect-KaceAad $hostile -Environment Emulator -DeviceCode }",
            "ShowErrors { Test-KaceAadConnection $setting -Name $hostile }",
            "ShowErrors { Get-KaceMobilityApp -AppId $hostile }",
            "ShowErrors { Import-KaceAadSetting $hostile }",
            "ShowErrors { Export-KaceAadReport $hostile -InputObject 1 }");

        AssertHarmless(text, isNamed: false);
        Assert.All(text, t => Assert.Contains("Evil", t.Text, StringComparison.Ordinal));
    }

    private static void AssertHarmless(IReadOnlyCollection<(string Script, string Text)> shown, bool isNamed = true)
    {
        Assert.All(shown, t =>
        {
            var found = Obeyed().Match(Own().Replace(t.Text, ""));
            Assert.False(found.Success, $"{t.Script} shows \\u{(int)(found.Value + " ")[0]:X4}: {Around(t.Text, found.Value)}");
        });
        Assert.Equal([], shown.Where(t => isNamed && !t.Text.Contains(Written, StringComparison.Ordinal)).Select(t => t.Script + ": " + t.Text));
    }

    private static string Around(string text, string found) => found.Length == 0 || text.IndexOf(found, StringComparison.Ordinal) is not (>= 0 and var at) ? "" : OneLineOf(text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)]);

    private static string OneLineOf(string text) => string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));

    /// <summary>With all that the module tells of its work.</summary>
    private List<(string Script, string Text)> Shown(params string[] scripts)
    {
        RunWell($"$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $views = @{{ {Parts()} }}\n{Show}");
        return [.. scripts.Select(s => (s, RunWell(s).HostText))];
    }

    // The script blocks of all tables and lists, by the type that they are for.
    private static string Parts() => string.Join("; ",
        from view in Views.Descendants("View")
        from type in view.Element("ViewSelectedBy")!.Elements("TypeName")
        from part in view.Descendants("ScriptBlock")
        group part.Value by type.Value into parts
        select $"'{parts.Key}' = @({string.Join(", ", parts.Select(p => $"{{ {p} }}"))})");

    // Colours of the views and of the engine, and how the screen takes its line of progress away.
    [GeneratedRegex("\u001b\\[[0-9;]*m|\r\u001b\\[K", RegexOptions.None, 5000)]
    private static partial Regex Own();

    [GeneratedRegex("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}-[\\r\\n]]", RegexOptions.None, 5000)]
    private static partial Regex Obeyed();
}
