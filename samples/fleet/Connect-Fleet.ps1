#requires -Version 5.1
#requires -Modules KaceAzureAd

<#
.SYNOPSIS
Connects a service provider's tenants with KACE Cloud, many at a time, and leaves one report of all.
.DESCRIPTION
Signs in to every tenant of a file with one refresh token of the partner, copies KACE Cloud's consent from a tenant where an administrator accepted it in the browser,
connects them side by side and tests each. What fails in one tenant leaves the others alone; the same command again continues where it failed.
Each tenant has a journal of its own.
.PARAMETER Path
The tenants: a CSV or JSON file with the columns TenantId, TermsOfUseUri, DiscoveryUri, OnBoardUri and, where wanted, AppId, Scope and Group. tenants.csv is an example.
.PARAMETER Credential
The partner's application: its client id and secret.
.PARAMETER RefreshToken
The partner's refresh token, given to that application. Its account has a role in each tenant (GDAP).
.PARAMETER ReferenceTenantId
A tenant where KACE Cloud's application was consented to, and where all is well.
.PARAMETER JournalFolder
Where the journals go, one for each tenant.
.PARAMETER ReportPath
The report of all tenants.
.PARAMETER ThrottleLimit
How many tenants are worked on at a time.
.PARAMETER Environment
The cloud that the tenants are in.
.EXAMPLE
$token = Read-Host 'Refresh token' -AsSecureString
./Connect-Fleet.ps1 ./tenants.csv -Credential (Get-Credential) -RefreshToken $token -ReferenceTenantId contoso.example -WhatIf
Shows what would be done in each tenant.
.EXAMPLE
$results = ./Connect-Fleet.ps1 ./tenants.csv -Credential $app -RefreshToken $token -ReferenceTenantId contoso.example -Confirm:$false
$results | Where-Object Status -in Failed, Waiting
Connects them without asking, and looks at those that need somebody.
.EXAMPLE
Get-KaceAadSession -All | Undo-KaceAadChange ./journals/ -WhatIf
Shows what would be taken back in each tenant; without -WhatIf, takes it back.
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Mandatory)]
    [pscredential] $Credential,

    [Parameter(Mandatory)]
    [securestring] $RefreshToken,

    [Parameter(Mandatory)]
    [string] $ReferenceTenantId,

    [string] $JournalFolder = './journals/',

    [string] $ReportPath = './fleet.html',

    [ValidateRange(1, 64)]
    [int] $ThrottleLimit = 16,

    $Environment = 'Global'
)

# Errors are left as they are, not made to stop: each names its tenant, and the others go on.
$partner = @{ Credential = $Credential; RefreshToken = $RefreshToken; Environment = $Environment }
$settings = Import-KaceAadSetting -Path $Path -Environment $Environment -ThrottleLimit $ThrottleLimit
$sessions = $settings | Connect-KaceAad @partner -ThrottleLimit $ThrottleLimit

# Nobody sits at a browser for each tenant: what one administrator reviewed and accepted is granted in the others too.
# Without that consent there is no use in going on.
$reference = Connect-KaceAad -TenantId $ReferenceTenantId @partner -ErrorAction Stop
$consent = $reference | Get-KaceConsent -Setting @($settings)[0] -ErrorAction Stop

# -WhatIf and -Confirm of the script hold here too.
$results = $settings | Set-KaceAadConnection -Session $sessions -ReferenceConsent $consent -JournalPath $JournalFolder -ThrottleLimit $ThrottleLimit
$results

# The same settings find their sessions again; what is as it should be is only counted in the report.
$checks = $settings | Test-KaceAadConnection -Session $sessions -ReferenceConsent $consent -ThrottleLimit $ThrottleLimit
@($results; $checks) | Where-Object { $_ } | Export-KaceAadReport -Path $ReportPath -Force
