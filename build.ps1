#requires -Version 5.1

<#
.SYNOPSIS
A front for the dotnet commands that build, test and package the module.
.DESCRIPTION
Build    the module; Import-Module ./KaceAzureAd.psd1 works afterwards.
Help     the module's help, in en-US.
Test     every test that needs no PowerShell.
Package  all that is released, in artifacts.
Pester   the packaged module in this very shell.
Clean    removes what was built.
All      Build, Help, Test, Package and Pester.
.EXAMPLE
./build.ps1
Builds the module.
.EXAMPLE
./build.ps1 Package, Pester
Packages the module and tests the package in this shell.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pester', 'Help', 'Package', 'Clean', 'All')]
    [string[]] $Task = 'Build',

    [Parameter()]
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-DotNet([string[]] $Argument) {
    & dotnet $Argument
    if ($LASTEXITCODE -ne 0) { throw "dotnet $Argument ended with exit code $LASTEXITCODE." }
}

# With the newest Pester that tests/Shells brings; nothing has to be installed.
function Invoke-PesterTest {
    Invoke-DotNet 'build', 'tests/Shells', '-p:Shells=pester'
    $pester = Get-ChildItem 'tests/Shells/obj/shells/pester' | Sort-Object { [version] $_.Name } | Select-Object -Last 1
    $results = Join-Path ([IO.Path]::GetTempPath()) "kaceaad-pester-$([guid]::NewGuid()).json"
    & "$PSScriptRoot/tests/Pester/Support/Invoke-Suite.ps1" -Pester "$($pester.FullName)/Pester/Pester.psd1" -Path "$PSScriptRoot/tests/Pester" -ResultPath $results
    $tests = Get-Content $results -Raw | ConvertFrom-Json
    Remove-Item $results
    $failed = @($tests | Where-Object Result -EQ Failed)
    if ($failed -or -not ($tests | Where-Object Result -EQ Passed)) { throw "$($failed.Count) Pester tests failed." }
}

Push-Location $PSScriptRoot
try {
    if ($Task -contains 'All') { $Task = 'Build', 'Help', 'Test', 'Package', 'Pester' }
    switch ($Task) {
        'Build' { Invoke-DotNet 'build', '--configuration', $Configuration }
        'Help' { Invoke-DotNet 'build', 'src/KaceAzureAd.Help', '--configuration', $Configuration }
        'Test' { Invoke-DotNet 'test', '--configuration', $Configuration }
        'Package' { Invoke-DotNet 'build', 'src/KaceAzureAd.Package', '-t:Package' }
        'Pester' { Invoke-PesterTest }
        'Clean' {
            Invoke-DotNet 'clean', '--configuration', $Configuration
            'bin', 'en-US', 'artifacts' | Where-Object { Test-Path $_ } | Remove-Item -Recurse
        }
    }
}
finally {
    Pop-Location
}
