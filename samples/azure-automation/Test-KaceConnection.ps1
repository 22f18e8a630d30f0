#requires -Version 5.1
#requires -Modules KaceAzureAd

<#
.SYNOPSIS
Runbook: checks with the Automation account's managed identity that the tenant is connected with KACE Cloud. The job fails where it is not.
.DESCRIPTION
There is no secret to keep. The identity needs application permissions of Microsoft Graph for reading; docs/permissions.md has them.
Microsoft Graph lets no application read the MDM user scope and the MDM URIs. These checks are skipped, the output says so, and they do not fail the job:
run them as a person now and then, or with a refresh token as Set-KaceConnection.ps1 does.
.PARAMETER TermsOfUseUri
MDM Terms Of Use URI of KACE Cloud.
.PARAMETER DiscoveryUri
MDM Discovery URI of KACE Cloud.
.PARAMETER OnBoardUri
MDM On-Board URI of KACE Cloud.
.PARAMETER ClientId
Client id of a user-assigned identity; without it, the system-assigned one.
.PARAMETER Environment
The cloud that the tenant is in.
.EXAMPLE
Start-AzAutomationRunbook -Name Test-KaceConnection -Parameters @{ TermsOfUseUri = $terms; DiscoveryUri = $discovery; OnBoardUri = $onBoard }
Starts it as a job. A schedule that is linked to the runbook has the same parameters.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $TermsOfUseUri,

    [Parameter(Mandatory)]
    [string] $DiscoveryUri,

    [Parameter(Mandatory)]
    [string] $OnBoardUri,

    [string] $ClientId,

    $Environment = 'Global'
)

# An error ends the job as Failed; in a runbook one that is only written would leave it Completed.
$ErrorActionPreference = 'Stop'

$identity = @{ ManagedIdentity = $true; ReadOnly = $true; Environment = $Environment }
if ($ClientId) { $identity.ClientId = $ClientId }
$session = Connect-KaceAad @identity

$setting = New-KaceAadSetting -TermsOfUseUri $TermsOfUseUri -DiscoveryUri $DiscoveryUri -OnBoardUri $OnBoardUri -Environment $Environment
$checks = @(
    # GrantedPermissions asks whether this session could connect the tenant. It is not to.
    Test-KaceAadPrerequisite -Setting $setting -Session $session | Where-Object Name -NE GrantedPermissions
    Test-KaceAadConnection -Setting $setting -Session $session
)

# The job's output is all that somebody sees of it afterwards: the report, as text.
$report = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "kace-$([guid]::NewGuid()).md")
try {
    $checks | Export-KaceAadReport -Path $report
    [System.IO.File]::ReadAllText($report)
}
finally {
    [System.IO.File]::Delete($report)
    # Another job may get the same sandbox.
    Disconnect-KaceAad -Session $session
}

$failed = $checks | Where-Object Status -EQ Failed
if ($failed) { throw "KACE Cloud's connection is not as it should be: $($failed.Name -join ', ')." }
