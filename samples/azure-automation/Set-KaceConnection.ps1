#requires -Version 5.1
#requires -Modules KaceAzureAd

<#
.SYNOPSIS
Runbook: connects a tenant with KACE Cloud on behalf of an administrator who is not there, by a refresh token from an encrypted variable.
.DESCRIPTION
Microsoft Graph lets no application alone change the MDM user scope and the MDM URIs. A refresh token of an administrator makes the session that person's.
The variable must be encrypted, and whoever may read it in a runbook may act as that administrator: keep the account's roles few and the Automation account closed.

The token is not renewed by being used here: the module never gives a token out, so no newer one can be stored. Entra ID ends a refresh token
90 days after it was issued, and earlier where the password changes or sessions are revoked. Then the job fails with KaceAad.SignInFailed, and somebody has to store a new one.

What only a person can do in KACE Cloud is left, and stands in the result's message. KACE Cloud's application has to be consented to in the browser: the job waits for
that until -TimeoutSec has passed, and fails; started again, it continues.
.PARAMETER TenantId
The tenant's id or one of its domains.
.PARAMETER ClientId
The application that the refresh token was given to.
.PARAMETER TermsOfUseUri
MDM Terms Of Use URI of KACE Cloud.
.PARAMETER DiscoveryUri
MDM Discovery URI of KACE Cloud.
.PARAMETER OnBoardUri
MDM On-Board URI of KACE Cloud.
.PARAMETER Scope
The MDM user scope: All, or None to stop enrolling.
.PARAMETER VariableName
The encrypted variable with the refresh token.
.PARAMETER JournalPath
The journal of what is changed. A job's own disk is gone when it ends: give the path of a mounted share on a hybrid worker, or take the journal from the output.
.PARAMETER TimeoutSec
How long to wait for what somebody has to do in Azure AD, in seconds.
.PARAMETER Environment
The cloud that the tenant is in.
.EXAMPLE
Set-AzAutomationVariable -Name KaceRefreshToken -Encrypted $true -Value $token
Start-AzAutomationRunbook -Name Set-KaceConnection -Parameters @{ TenantId = 'contoso.example'; ClientId = $appId; TermsOfUseUri = $terms; DiscoveryUri = $discovery; OnBoardUri = $onBoard }
Stores the token, and starts the job.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $TenantId,

    [Parameter(Mandatory)]
    [string] $ClientId,

    [Parameter(Mandatory)]
    [string] $TermsOfUseUri,

    [Parameter(Mandatory)]
    [string] $DiscoveryUri,

    [Parameter(Mandatory)]
    [string] $OnBoardUri,

    [ValidateSet('All', 'None')]
    [string] $Scope = 'All',

    [string] $VariableName = 'KaceRefreshToken',

    [string] $JournalPath,

    [int] $TimeoutSec = 300,

    $Environment = 'Global'
)

# An error ends the job as Failed; in a runbook one that is only written would leave it Completed.
$ErrorActionPreference = 'Stop'

# Get-AutomationVariable is there in every runbook, and decrypts. Nothing writes the token anywhere.
$token = [System.Net.NetworkCredential]::new('', (Get-AutomationVariable -Name $VariableName)).SecurePassword
$session = Connect-KaceAad -TenantId $TenantId -ClientId $ClientId -RefreshToken $token -Environment $Environment

# Without a path given, the journal is kept only as long as the job, and shown at its end.
$journal = if ($JournalPath) { $JournalPath } else { [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "kace-$([guid]::NewGuid()).journal.jsonl") }
$setting = New-KaceAadSetting -TermsOfUseUri $TermsOfUseUri -DiscoveryUri $DiscoveryUri -OnBoardUri $OnBoardUri -Environment $Environment
try {
    $connection = Set-KaceAadConnection -Setting $setting -Session $session -Scope $Scope -JournalPath $journal -TimeoutSec $TimeoutSec -Confirm:$false -ErrorAction Continue
    $connection
}
finally {
    # Also after a failure: what was changed until then is in it, and holds no secret.
    if (-not $JournalPath -and [System.IO.File]::Exists($journal)) {
        [System.IO.File]::ReadAllText($journal)
        [System.IO.File]::Delete($journal)
    }
    # Another job may get the same sandbox.
    Disconnect-KaceAad -Session $session
}

# The result is in the output in any case; only then does the job fail.
if ("$($connection.Status)" -notin 'Connected', 'Unchanged') { throw "The tenant is not connected: $($connection.Message)" }
