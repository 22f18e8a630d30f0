#requires -Version 5.1
#requires -Modules KaceAzureAd

<#
.SYNOPSIS
Connects one tenant with KACE Cloud, from sign-in to proof, and leaves a report.
.DESCRIPTION
Signs in, reads KACE Cloud's settings, checks that the tenant is ready, shows the plan, connects, tests the connection and writes all of it into a report.
It can be run again at any time: what is done already is not done twice. Nothing is changed before the plan was shown and confirmed.
.PARAMETER TenantId
The tenant's id or one of its domains.
.PARAMETER SettingText
The text of the page Settings > Windows Settings > Azure AD in KACE Cloud, in Automated mode. Without it, what is in the clipboard.
.PARAMETER Scope
Whose devices enrol: All, or Some for a pilot.
.PARAMETER Group
With -Scope Some: the names or ids of the pilot's groups.
.PARAMETER ReportPath
The report. Its extension says the format: .html, .xml (JUnit), .md, .json or .csv.
.PARAMETER JournalPath
The journal of what is changed; Undo-KaceAadChange takes it back by it.
.PARAMETER DeviceCode
Sign in with a code on another machine, where this one has no browser.
.PARAMETER Environment
The cloud that the tenant is in: Global, USGov, USGovDoD, China, or one made with New-KaceAadEnvironment.
.EXAMPLE
./Connect-Tenant.ps1 -TenantId contoso.example -WhatIf
Shows what would be done. KACE Cloud's settings page was copied to the clipboard before.
.EXAMPLE
./Connect-Tenant.ps1 -TenantId contoso.example -Scope Some -Group 'Windows Pilot'
Connects the tenant for the devices of one group. Later, the same without the two connects it for all.
.EXAMPLE
Undo-KaceAadChange ./contoso.example.journal.jsonl
Takes back what was changed.
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $TenantId,

    [string] $SettingText = (Get-Clipboard -Raw),

    [ValidateSet('All', 'Some')]
    [string] $Scope = 'All',

    [string[]] $Group,

    [string] $ReportPath = "./$TenantId.html",

    [string] $JournalPath = "./$TenantId.journal.jsonl",

    [switch] $DeviceCode,

    $Environment = 'Global'
)

# A command that fails ends the script: nothing is connected on half a foundation.
$ErrorActionPreference = 'Stop'

$signIn = @{ TenantId = $TenantId; Environment = $Environment }
if ($DeviceCode) { $signIn.DeviceCode = $true }
$session = Connect-KaceAad @signIn

$setting = $SettingText | ConvertFrom-KaceAadSetting -Environment $Environment

# What is missing in the tenant is better known before the first change. A warning stops nobody.
$ready = Test-KaceAadPrerequisite -Setting $setting -Session $session
$missing = $ready | Where-Object Status -EQ Failed
if ($missing) {
    $ready | Export-KaceAadReport -Path $ReportPath -Force
    throw "The tenant is not ready: $($missing.Name -join ', '). $ReportPath says what to do."
}

# Shown to the person who is to confirm; what the script returns are results.
$goal = @{ Setting = $setting; Session = $session; Scope = $Scope }
if ($Group) { $goal.Group = $Group }
Get-KaceAadPlan @goal | Out-Host

# -WhatIf and -Confirm of the script hold here too. After a failure the script goes on, for the report is to tell of it.
$connection = Set-KaceAadConnection @goal -JournalPath $JournalPath -ErrorAction Continue
$connection

# After -WhatIf there is no connection to prove, and where a person's step is waited for, not yet.
if ("$($connection.Status)" -in 'Connected', 'Unchanged') {
    $checks = Test-KaceAadConnection -Setting $setting -Session $session -ExpectedScope $Scope
    $checks
}

@($ready; $connection; $checks) | Where-Object { $_ } | Export-KaceAadReport -Path $ReportPath -Force
