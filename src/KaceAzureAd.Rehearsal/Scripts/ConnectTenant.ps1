# The whole job, as an administrator does it. $Rehearsal plays KACE Cloud's pages and the people at them.
$ErrorActionPreference = 'Stop'

# Each command's output is shown on its own, as at a prompt.

function Assert-Check ($Checks, [string] $What) {
    $Checks | Out-Default
    $failed = $Checks.Where({ -not $_.IsWell })
    if ($failed) { throw "$What is not as it should be: $($failed.Name -join ', ')." }
}

# What it tells is shown as it comes; where it shows the MDM On-Board URI, the person at the browser opens it.
function Connect-Tenant {
    Set-KaceAadConnection -Setting $setting -JournalPath $journals -Confirm:$false 6>&1 | ForEach-Object {
        if ($_ -isnot [System.Management.Automation.InformationRecord]) { return $_ }
        $Rehearsal.Tell("  $_")
        if ("$_".Contains($setting.OnBoardUri.AbsoluteUri)) { $Rehearsal.AcceptInBrowser($setting.OnBoardUri) }
    }
}

# The same by its single cmdlets, for whoever wants to do one thing alone. Each takes -WhatIf and -JournalPath too.
function Connect-TenantStepByStep {
    Add-KaceMobilityApp -Setting $setting
    Set-KaceMdmUri -Setting $setting
    Grant-KaceConsent -Setting $setting -NoBrowser -Confirm:$false
    Set-KaceMdmUserScope -Setting $setting -Scope All
}

$Rehearsal.Step('Sign in to Azure AD', "Connect-KaceAad, with a device code; $($Rehearsal.Administrator) enters it.")
Connect-KaceAad -TenantId $Rehearsal.TenantId -Environment $Rehearsal.Environment -DeviceCode | Out-Default

$Rehearsal.Step('Take KACE Cloud''s settings', "The text copied from $($Rehearsal.KaceSettingUri), through ConvertFrom-KaceAadSetting.")
$setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting
$setting | Out-Default

$Rehearsal.Step('Check the prerequisites', 'Test-KaceAadPrerequisite: licence, roles, permissions, domain, device join, other MDMs, leftovers, single sign-on, DNS.')
Assert-Check (Test-KaceAadPrerequisite -Setting $setting -DnsServer $Rehearsal.DnsServer) 'A prerequisite'

$Rehearsal.Step('Look at the plan', 'Get-KaceAadPlan shows what is to be done and why, and changes nothing.')
Get-KaceAadPlan -Setting $setting | Out-Default

$journals = [IO.Directory]::CreateTempSubdirectory('KaceAzureAd-').FullName
try {
    $Rehearsal.Step('Connect', 'Set-KaceAadConnection does the plan in the safe order, reads back each change, and keeps a journal.')
    $connection = Connect-Tenant
    $connection | Out-Default

    $Rehearsal.Step('Compare the URIs', 'Compare-KaceMdmUri: those in Azure AD against KACE Cloud''s.')
    Compare-KaceMdmUri -Setting $setting | Out-Default

    $Rehearsal.Step('Choose Automated and Verify Azure AD Settings in KACE Cloud', 'A person does this, for KACE Cloud has no API; it signs in with its own application and looks.')
    $Rehearsal.ChooseAutomated()
    $Rehearsal.VerifyAzureADSettings()

    $Rehearsal.Step('Prove it', 'Test-KaceAadConnection: everything that has to be so, read back.')
    $proof = Test-KaceAadConnection -Setting $setting
    Assert-Check $proof 'The connection'
    $report = [IO.Path]::Combine([IO.Path]::GetTempPath(), "KaceAzureAd-rehearsal-$([Environment]::UserName).html")
    @($connection; $proof) | Export-KaceAadReport $report -Title 'Rehearsal' -Force
    "The report, for an auditor: $report"

    $Rehearsal.Step('Do it all again', 'The same command, and then its single cmdlets, on the connected tenant: nothing is to be changed.')
    $Rehearsal.ClearLog()
    Connect-Tenant | Out-Default
    $null = Connect-TenantStepByStep
    "$($Rehearsal.Log.Count) requests were made, $($Rehearsal.Writes.Count) of them changed something."
    if ($Rehearsal.Writes.Count) { throw 'The second run changed the tenant.' }

    $Rehearsal.Step('Look at the way back', 'Undo-KaceAadChange takes back what the journal tells of, newest first; with -WhatIf it only shows what that is.')
    if ($connection.JournalPath) { $connection | Undo-KaceAadChange -WhatIf | Out-Default }
    else { 'Nothing was changed, so there is nothing to take back.' }
}
finally {
    [IO.Directory]::Delete($journals, $true)
}

Disconnect-KaceAad
