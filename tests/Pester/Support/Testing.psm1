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

# Whether this is Windows as Wine plays it. What is left out there has its reason in tests/KaceAzureAd.RealShells/LeftOut.json.
function Test-Wine { [bool] ($env:WINEPREFIX -and $env:OS -eq 'Windows_NT') }

# Imports the module that is tested, and no other copy of it.
function Import-TestedModule {
    Get-Module KaceAzureAd | Where-Object Path -NE (Get-TestedModule) | Remove-Module -Force
    Import-Module (Get-TestedModule) -Global
}

# Starts an emulator of its own: a test file that changes tenants disturbs no other.
function Start-Emulator {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Test support.')]
    param(
        [string] $Scenario = 'default',
        [int] $Tenants
    )

    Get-Emulator (Invoke-RestMethod "$(Get-EmulatorDesk)?scenario=$Scenario&tenants=$Tenants" -Method Post).Address
}

# An emulator that runs, by its address.
function Get-Emulator {
    param([Parameter(Mandatory)] [string] $Address)

    $emulator = Invoke-RestMethod $Address
    $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($emulator.Certificate))
    $environment = New-KaceAadEnvironment -Name Emulator -SignInEndpoint $emulator.SignIn -GraphEndpoint $emulator.Graph -TrustedCertificate $certificate
    $emulator | Add-Member Address $Address
    $emulator | Add-Member Environment $environment -PassThru
}

function Stop-Emulator {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Test support.')]
    param([Parameter(Mandatory)] $Emulator)

    Get-KaceAadSession -All | Disconnect-KaceAad
    $null = Invoke-RestMethod $Emulator.Address -Method Delete
}

# What a rehearsed script finds as $Rehearsal, of an emulator that runs elsewhere: reads a property of it, or calls a method.
function Invoke-Stage {
    param(
        [Parameter(Mandatory)] $Emulator,
        [Parameter(Mandatory)] [string] $Member,
        [object[]] $Argument = @()
    )

    $body = ConvertTo-Json -InputObject @($Argument | ForEach-Object { "$_" }) -Compress
    (Invoke-RestMethod "$($Emulator.Address)/$Member" -Method Post -Body $body -ContentType 'application/json; charset=utf-8').Value
}

# Where emulators are asked for: where the tests' runner says, or a desk of this shell's own, which ends with it.
function Get-EmulatorDesk {
    if ($env:KACEAAD_TESTS_EMULATORS) { return $env:KACEAAD_TESTS_EMULATORS }

    $start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "run --project `"$(Join-Path $script:root 'tests/KaceAzureAd.RealShells')`" -- emulators"
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardInput = $true
    $global:KaceAadTestsEmulatorDesk = [Diagnostics.Process]::Start($start)
    $env:KACEAAD_TESTS_EMULATORS = $global:KaceAadTestsEmulatorDesk.StandardOutput.ReadLine()
    if ($env:KACEAAD_TESTS_EMULATORS) { $env:KACEAAD_TESTS_EMULATORS } else { throw 'The emulators did not start: dotnet run --project tests/KaceAzureAd.RealShells -- emulators' }
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

# The program that runs this shell, and what comes before the shell's own arguments: as .NET's tool, PowerShell is a library that dotnet runs.
function Get-ShellCommand {
    $path = (Get-Process -Id $PID).Path
    $path
    if ([IO.Path]::GetFileNameWithoutExtension($path) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
}

# Runs a script in a shell of its own, as this one is, and returns what it writes to the screen.
function Invoke-Shell {
    param([Parameter(Mandatory)] [string] $Script)

    # As a file: quotation marks are passed on differently by each version of PowerShell.
    $file = Join-Path ([IO.Path]::GetTempPath()) "kaceaad-$([guid]::NewGuid()).ps1"
    Set-Content -Path $file -Value $Script -Encoding UTF8
    try {
        # Errors of the script are part of what it writes.
        $ErrorActionPreference = 'Continue'
        $program, [string[]] $first = Get-ShellCommand
        & $program @first -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $file 2>&1 | ForEach-Object { "$_" }
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
