#requires -Version 5.1
#requires -Modules KaceAzureAd, @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

<#
.SYNOPSIS
Runs the compliance suite and leaves its results as a JUnit file, as build servers read them.
.DESCRIPTION
Sign in first (Connect-KaceAad); the suite asks nobody. The script ends with an error where a test failed, so that a pipeline stops there.
.PARAMETER Setting
KACE Cloud's settings, from ConvertFrom-KaceAadSetting or New-KaceAadSetting.
.PARAMETER Session
Sessions of the tenants to test; the current one without it.
.PARAMETER Path
The JUnit file.
.EXAMPLE
./Invoke-Compliance.ps1 -Setting $setting -Path ./kace-compliance.xml
Tests the tenant of the current session.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    $Setting,

    $Session = (Get-KaceAadSession),

    [string] $Path = './kace-compliance.xml'
)

$configuration = New-PesterConfiguration
$configuration.Run.Container = New-PesterContainer -Path "$PSScriptRoot/KaceConnection.Tests.ps1" -Data @{ Setting = $Setting; Session = $Session }
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'JUnitXml'
$configuration.TestResult.OutputPath = $Path

$run = Invoke-Pester -Configuration $configuration
if ($run.Result -ne 'Passed') { throw "$($run.FailedCount) of $($run.TotalCount) tests failed; $Path says which." }
