#requires -Version 5.1

<#
.SYNOPSIS
A front for the dotnet commands that build and test the module.
.EXAMPLE
./build.ps1
Builds the module; Import-Module ./KaceAzureAd.psd1 works afterwards.
.EXAMPLE
./build.ps1 -Task Test
Builds and runs every test that needs no PowerShell.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Push-Location $PSScriptRoot
try {
    & dotnet $Task.ToLowerInvariant() --configuration $Configuration
    if ($Task -eq 'Clean' -and (Test-Path bin)) { Remove-Item bin -Recurse }
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Task.ToLowerInvariant()) ended with exit code $LASTEXITCODE." }
}
finally {
    Pop-Location
}
