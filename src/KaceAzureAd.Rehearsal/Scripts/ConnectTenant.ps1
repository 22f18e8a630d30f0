# The whole job, as an administrator does it. $Rehearsal plays KACE Cloud's pages and the people at them.
$ErrorActionPreference = 'Stop'

# Each command's output is shown on its own, as at a prompt.

function Assert-Check ($Checks, [string] $What) {
    $Checks | Out-Default
    $failed = $Checks.Where({ -not $_.IsWell })
    if ($failed) { throw "$What is not as it should be: $($failed.Name -join ', ')." }
}

function Connect-Tenant {
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

$Rehearsal.Step('Add KACE Cloud''s application', 'Mobility (MDM and MAM) > Add application. First what it would do, then Add-KaceMobilityApp itself.')
Add-KaceMobilityApp -Setting $setting -WhatIf
Add-KaceMobilityApp -Setting $setting | Out-Default

$Rehearsal.Step('Choose Automated in KACE Cloud', 'Settings > Windows Settings > Azure AD > Automated: a person does this in KACE Cloud, which has no API for it.')
$Rehearsal.ChooseAutomated()

$Rehearsal.Step('Compare the URIs, and set them', 'Compare-KaceMdmUri shows what differs; Set-KaceMdmUri puts it right.')
Compare-KaceMdmUri -Setting $setting | Out-Default
Set-KaceMdmUri -Setting $setting -WhatIf > $null
Set-KaceMdmUri -Setting $setting | Out-Default

$Rehearsal.Step('Grant consent', 'Grant-KaceConsent shows the MDM On-Board URI and waits until Microsoft Graph shows the grants.')
$Rehearsal.AcceptInBrowser($setting.OnBoardUri)
Grant-KaceConsent -Setting $setting -NoBrowser -Confirm:$false | Out-Default

$Rehearsal.Step('Set the MDM user scope to All', 'Last, because from now on users'' devices enrol: Set-KaceMdmUserScope.')
Set-KaceMdmUserScope -Setting $setting -Scope All -WhatIf > $null
Set-KaceMdmUserScope -Setting $setting -Scope All | Out-Default

$Rehearsal.Step('Verify Azure AD Settings in KACE Cloud', 'KACE Cloud signs in to the tenant with its own application and looks.')
$Rehearsal.VerifyAzureADSettings()

$Rehearsal.Step('Prove it', 'Test-KaceAadConnection: everything that has to be so, read back.')
Assert-Check (Test-KaceAadConnection -Setting $setting) 'The connection'

$Rehearsal.Step('Do it all again', 'The same commands on the connected tenant: nothing is to be changed.')
$Rehearsal.ClearLog()
$null = Connect-Tenant
"$($Rehearsal.Log.Count) requests were made, $($Rehearsal.Writes.Count) of them changed something."
if ($Rehearsal.Writes.Count) { throw 'The second run changed the tenant.' }

Disconnect-KaceAad
