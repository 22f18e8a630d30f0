using KaceAzureAd.Module.Tests.Cmdlets;

namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>Proxies of the cmdlets, as the engine makes them for mocks, wrappers and implicit remoting.</summary>
public sealed class ProxyTests : CmdletTest
{
    // Each cmdlet once, with values of the module's own types where it takes any.
    private const string Job = """
        $folder = [System.IO.Directory]::CreateTempSubdirectory('kaceaad-proxies-').FullName
        try {
            $appId = $Rehearsal.State.KaceCloud.AppId
            $token = $Rehearsal.AccessToken('admin', 'User.Read', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All',
                'Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All')
            $session = Connect-KaceAad -Environment $Rehearsal.Environment -AccessToken $token -ContextScope Process
            $setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $appId
            $row = $Rehearsal.TenantId, $setting.TermsOfUseUri, $setting.DiscoveryUri, $setting.OnBoardUri -join ','
            [System.IO.File]::WriteAllText("$folder/tenants.csv", "TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri`n$row")
            $consent = Get-KaceConsent -Setting $setting -Session $session
            $checks = Test-KaceAadConnection $setting -Session $session -ExpectedScope All -Severity Error
            $plan = Get-KaceAadPlan $setting -ReferenceConsent $consent

            $session; $setting; $consent; $checks; $plan
            Get-KaceAadSession
            New-KaceAadEnvironment Proxied https://login.example https://graph.example
            Get-KaceAadEnvironment Proxied
            New-KaceAadSetting $setting.TermsOfUseUri $setting.DiscoveryUri $setting.OnBoardUri -AppId $appId
            Import-KaceAadSetting "$folder/tenants.csv" -Environment $Rehearsal.Environment
            Test-KaceAadPrerequisite $setting -Severity Warning -Name TenantReachable
            $setting | Get-KaceMobilityApp -Session $session
            Get-KaceMdmUserScope $setting
            Set-KaceMdmUserScope $setting -Scope None -WhatIf
            $setting | Compare-KaceMdmUri
            Set-KaceMdmUri $setting -WhatIf
            Add-KaceMobilityApp $setting -WhatIf
            Remove-KaceMobilityApp $setting -WhatIf
            $consent | Grant-KaceConsent -Session $session -WhatIf
            Revoke-KaceConsent $setting -WhatIf
            $plan | Export-KaceAadPlan -Path "$folder/plan.json"
            Import-KaceAadPlan "$folder/plan.json"
            Set-KaceAadConnection -Plan $plan -WhatIf
            Set-KaceMdmUserScope $setting -Scope None -JournalPath "$folder/journal.jsonl" -Confirm:$false
            Undo-KaceAadChange "$folder/journal.jsonl" -Session $session -Confirm:$false
            Compare-KaceAadConnection $checks $checks[1..2]
            $checks | Export-KaceAadReport "$folder/report.html" -Format Html
            Disconnect-KaceAad -Session $session
        }
        finally {
            [System.IO.Directory]::Delete($folder, $true)
        }
        """;

    // Functions of the cmdlets' names, which a session prefers to the cmdlets.
    private const string Proxies = """
        $global:called = [System.Collections.Generic.SortedSet[string]]::new()
        foreach ($cmdlet in Get-Command -Module KaceAzureAd -CommandType Cmdlet) {
            $text = [System.Management.Automation.ProxyCommand]::Create($cmdlet)
            $text = [regex]::new('begin\s*\{').Replace($text, "begin { `$null = `$global:called.Add('$($cmdlet.Name)')", 1)
            . ([scriptblock]::Create("function global:$($cmdlet.Name) { $text }"))
        }
        """;

    protected override string ScenarioName => "connected";

    [Fact]
    public void A_proxy_of_each_cmdlet_is_called_and_does_as_the_cmdlet_does()
    {
        var types = Types();
        var cmdlets = RunWell(Proxies + Environment.NewLine + "Get-Command -Module KaceAzureAd -CommandType Cmdlet").Output
            .Select(c => ((System.Management.Automation.CmdletInfo)c.BaseObject).Name);

        Assert.Equal(types, Types());

        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), RunWell("$called").Output.Select(o => $"{o}"));
    }

    [Fact]
    public void A_proxy_names_the_types_of_its_parameters_and_refuses_what_the_cmdlet_refuses()
    {
        var types = RunWell(Proxies + Environment.NewLine + """
            foreach ($cmdlet in Get-Command -Module KaceAzureAd -CommandType Cmdlet) {
                $proxy = Get-Command $cmdlet.Name -CommandType Function
                foreach ($parameter in $cmdlet.Parameters.Values) {
                    $type = $proxy.Parameters[$parameter.Name].ParameterType
                    if ($type -ne $parameter.ParameterType) { "$($cmdlet.Name) -$($parameter.Name): $type" }
                }
            }
            """).Output;
        var error = Assert.Single(Run("Compare-KaceMdmUri -Setting 5").Errors);

        Assert.Empty(types);
        Assert.StartsWith("ParameterArgumentTransformationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private List<string> Types() => [.. RunWell(Job).Output.Select(o => o.BaseObject.GetType().AssemblyQualifiedName!)];
}
