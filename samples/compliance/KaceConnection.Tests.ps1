<#
.SYNOPSIS
Turns every check of the module into a Pester test: is the tenant ready for KACE Cloud, and is it connected?
.DESCRIPTION
Sign in first (Connect-KaceAad); the suite asks nobody. A check that was skipped is a skipped test with its reason, never a passed one.
.EXAMPLE
$container = New-PesterContainer -Path samples/compliance -Data @{ Setting = $setting }
Invoke-Pester -Container $container -Output Detailed
.EXAMPLE
$container = New-PesterContainer -Path samples/compliance -Data @{ Setting = $setting; Session = Get-KaceAadSession -All }
Invoke-Pester -Container $container -CI
#>
param(
    # KACE Cloud's settings, from ConvertFrom-KaceAadSetting or New-KaceAadSetting.
    [Parameter(Mandatory)] $Setting,

    # Sessions of the tenants to test; the current one without it.
    $Session = (Get-KaceAadSession)
)

BeforeDiscovery {
    if (-not $Session) { throw 'There is no session: run Connect-KaceAad first, or give -Session.' }

    # Each tenant is read once, side by side with the others; the tests only look at the results.
    $checks = @(
        $Session | Test-KaceAadPrerequisite -Setting $Setting
        $Session | Test-KaceAadConnection -Setting $Setting
    )
    $groups = foreach ($group in $checks | Group-Object TenantId, Group) {
        @{ Tenant = $group.Group[0].TenantId; Part = $group.Group[0].Group; Checks = @($group.Group) }
    }
}

Describe 'KACE Cloud in tenant <Tenant>: <Part>' -ForEach $groups {
    It '<_.Name>: <_.Expected>' -ForEach $Checks {
        if ($_.Status -eq 'Skipped') { Set-ItResult -Skipped -Because $_.Message }
        $_.Status | Should -BeIn 'Passed', 'Warning' -Because "$($_.Message) $($_.Remediation)"
    }
}
