#requires -Version 5.1

<#
.SYNOPSIS
A front for the dotnet commands that build, test and package the module.
.DESCRIPTION
Build    the module; Import-Module ./KaceAzureAd.psd1 works afterwards.
Help     the module's help, in en-US.
Test     every test that needs no PowerShell.
Package  all that is released, in artifacts.
Pester   the packaged module in this very shell, where Pester is installed.
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

function Invoke-PesterTest {
    if (-not (Get-Module -Name Pester -ListAvailable | Where-Object { $_.Version -ge [version] '5.0' })) {
        Write-Warning 'Pester 5 or newer is not installed here, so its tests were not run.'
        return
    }

    Import-Module -Name Pester -MinimumVersion '5.0'
    $modulePath = $env:PSModulePath
    $env:PSModulePath = (Join-Path $PSScriptRoot 'artifacts') + [IO.Path]::PathSeparator + $modulePath
    try {
        $run = Invoke-Pester -Path tests/Pester -PassThru
        if ($run.Result -ne 'Passed') { throw "$($run.FailedCount) Pester tests failed." }
    }
    finally {
        $env:PSModulePath = $modulePath
    }
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
