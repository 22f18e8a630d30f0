# What the Pester files share: the module that is tested, and an emulator to test it against.
Set-StrictMode -Version Latest

$script:root = Split-Path (Split-Path (Split-Path $PSScriptRoot))

# The manifest of the module that is tested: KACEAAD_TESTS_MODULE, the package where one was made, or the clone's own.
function Get-TestedModule {
    if ($env:KACEAAD_TESTS_MODULE) { return (Resolve-Path $env:KACEAAD_TESTS_MODULE).Path }

    $package = Join-Path $script:root 'artifacts/KaceAzureAd/KaceAzureAd.psd1'
    if (Test-Path $package) { $package } else { Join-Path $script:root 'KaceAzureAd.psd1' }
}

function Get-RepositoryRoot { $script:root }

# Imports the module that is tested, and no other copy of it.
function Import-TestedModule {
    Get-Module KaceAzureAd | Where-Object Path -NE (Get-TestedModule) | Remove-Module -Force
    Import-Module (Get-TestedModule) -Global
}

# Starts an emulator of its own in a process of its own: a test file that changes tenants disturbs no other.
function Start-Emulator {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Test support.')]
    param(
        [string] $Scenario = 'default',
        [int] $Tenants
    )

    $file = Join-Path ([IO.Path]::GetTempPath()) "kaceaad-stage-$([guid]::NewGuid()).json"
    $arguments = @(
        if ($env:KACEAAD_TESTS_REHEARSAL) { "`"$env:KACEAAD_TESTS_REHEARSAL`"" } else { 'run', '--project', "`"$(Join-Path $script:root 'src/KaceAzureAd.Rehearsal')`"", '--' }
        '--script', "`"$(Join-Path $PSScriptRoot 'Stage.ps1')`"", '--scenario', $Scenario, '--keep'
        if ($Tenants) { '--tenants', $Tenants }
    )
    $start = New-Object Diagnostics.ProcessStartInfo 'dotnet', ($arguments -join ' ')
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardInput = $true
    $start.EnvironmentVariables['KACEAAD_TESTS_STAGE'] = $file
    $process = [Diagnostics.Process]::Start($start)
    $said = $process.StandardOutput.ReadToEndAsync()

    # A first run builds the rehearsal.
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while (-not (Test-Path $file)) {
        if ($process.HasExited) { throw "The emulator did not start: $($said.Result)" }
        if ($patience.Elapsed.TotalMinutes -gt 10) { Stop-ProcessTree $process; throw 'The emulator did not start within 10 minutes.' }
        Start-Sleep -Milliseconds 100
    }

    $stage = Get-Content $file -Raw | ConvertFrom-Json
    Remove-Item $file
    if (-not $stage) {
        Stop-ProcessTree $process
        throw "The emulator did not start: $($said.Result)"
    }

    $stage | Add-Member Process $process
    $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($stage.Certificate))
    $stage | Add-Member Environment (New-KaceAadEnvironment -Name Emulator -SignInEndpoint $stage.SignIn -GraphEndpoint $stage.Graph -TrustedCertificate $certificate) -PassThru
}

function Stop-Emulator {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Test support.')]
    param([Parameter(Mandatory)] $Emulator)

    Get-KaceAadSession -All | Disconnect-KaceAad
    Stop-ProcessTree $Emulator.Process
}

# The emulator and, where it was started through 'dotnet run', that too.
function Stop-ProcessTree {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Test support.')]
    param([Parameter(Mandatory)] $Process)

    if ($Process.HasExited) { return }
    if ($PSVersionTable.PSVersion.Major -ge 6) { $Process.Kill($true) } else { $null = taskkill /PID $Process.Id /T /F }
    $Process.WaitForExit()
}

# Signs in as the administrator of a tenant, with every permission that the job needs, and asks nobody.
function Connect-Emulator {
    param(
        [Parameter(Mandatory)] $Emulator,
        [int] $Tenant = 0
    )

    $token = [Net.NetworkCredential]::new('', $Emulator.Tenants[$Tenant].AccessToken).SecurePassword
    Connect-KaceAad -Environment $Emulator.Environment -AccessToken $token
}

# KACE Cloud's settings of a tenant, from the text of its page.
function Get-EmulatorSetting {
    param(
        [Parameter(Mandatory)] $Emulator,
        [int] $Tenant = 0
    )

    $Emulator.Tenants[$Tenant].SettingText | ConvertFrom-KaceAadSetting -Environment $Emulator.Environment
}

# The same of every tenant, from a file, so that each knows the tenant that it belongs to.
function Import-EmulatorSetting {
    param(
        [Parameter(Mandatory)] $Emulator,
        [Parameter(Mandatory)] [string] $Path
    )

    $rows = foreach ($number in 0..($Emulator.Tenants.Count - 1)) {
        Get-EmulatorSetting $Emulator $number | Select-Object @{ n = 'TenantId'; e = { $Emulator.Tenants[$number].Id } }, TermsOfUseUri, DiscoveryUri, OnBoardUri
    }
    $rows | Export-Csv $Path -NoTypeInformation -Encoding UTF8
    Import-KaceAadSetting $Path -Environment $Emulator.Environment
}

# Runs a script in a shell of its own, as this one is, and returns what it writes to the screen.
function Invoke-Shell {
    param([Parameter(Mandatory)] [string] $Script)

    $shell = (Get-Process -Id $PID).Path
    # As a file: quotation marks are passed on differently by each version of PowerShell.
    $file = Join-Path ([IO.Path]::GetTempPath()) "kaceaad-$([guid]::NewGuid()).ps1"
    Set-Content -Path $file -Value $Script -Encoding UTF8
    try {
        # Errors of the script are part of what it writes.
        $ErrorActionPreference = 'Continue'
        & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $file 2>&1 | ForEach-Object { "$_" }
    }
    finally {
        Remove-Item $file
    }
}

# The beginning of such a script: the module, and the emulator as $environment.
function Get-ShellPreamble {
    param([Parameter(Mandatory)] $Emulator)

    @"
`$ErrorActionPreference = 'Stop'
`$env:PSModulePath = '$env:PSModulePath'
Import-Module '$(Get-TestedModule)'
`$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String('$($Emulator.Certificate)'))
`$environment = New-KaceAadEnvironment Emulator $($Emulator.SignIn) $($Emulator.Graph) -TrustedCertificate `$certificate

"@
}
