Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/bin/EmptyModule.dll"
