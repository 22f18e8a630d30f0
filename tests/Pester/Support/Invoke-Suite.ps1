# Runs files of Pester tests with one version of Pester, and writes down how each test ended, as JSON: a shell of its own is asked for this by the tests'
# runner, which counts what is in the file. Where it could not come to its end there is no file.
param(
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/Testing.psm1"

# Samples, in shells of their own, find this very Pester and the module that is tested by their names; a clone is no folder of modules.
$package = Split-Path (Get-TestedModule)
$folders = @(Split-Path (Split-Path $Pester)) + @(if ((Split-Path $package -Leaf) -eq 'KaceAzureAd') { Split-Path $package })
$env:PSModulePath = ($folders + $env:PSModulePath) -join [IO.Path]::PathSeparator
Import-Module $Pester

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$run = Invoke-Pester -Configuration $configuration

# A file that fails before its first test counts as one that failed.
$failed = @($run.Containers) + @($run.FailedBlocks) | Where-Object { $_ -and $_.ErrorRecord }
$results = @(
    foreach ($test in $run.Tests) {
        @{ Name = "$($test.ExpandedPath)"; Template = $test.Path -join '.'; Result = "$($test.Result)"; Message = ($test.ErrorRecord | Out-String) }
    }
    foreach ($block in $failed) {
        @{ Name = "$($block.Item)$($block.ExpandedPath)"; Template = "$($block.Item)$($block.ExpandedPath)"; Result = 'Failed'; Message = ($block.ErrorRecord | Out-String) }
    }
)
[IO.File]::WriteAllText("$ResultPath.part", (ConvertTo-Json -InputObject $results))
[IO.File]::Move("$ResultPath.part", $ResultPath)
