# Runs a script of the rehearsal in this shell, with a $Rehearsal that stands for an emulator's of another process. A file says that it came to its end.
param(
    [Parameter(Mandatory)] [uri] $Address,
    [Parameter(Mandatory)] [string] $Script,
    [Parameter(Mandatory)] [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/Testing.psm1"
Import-TestedModule
$emulator = Get-Emulator $Address.AbsoluteUri

# A class, for a script method that returns nothing would write a null.
class Rehearsal {
    hidden $Emulator
    hidden [int] $StepNumber
    $Environment
    [string] $DnsServer

    Rehearsal($emulator) {
        $this.Emulator = $emulator
        $this.Environment = $emulator.Environment
        $this.DnsServer = $emulator.DnsServer
        foreach ($property in 'Administrator', 'TenantId', 'SettingText', 'KaceSettingUri', 'Log', 'Writes') {
            $this | Add-Member ScriptProperty $property ([scriptblock]::Create("Invoke-Stage `$this.Emulator $property"))
        }
    }

    [void] AcceptInBrowser([uri] $address) { Invoke-Stage $this.Emulator AcceptInBrowser $address.AbsoluteUri }
    [string] ChooseAutomated() { return Invoke-Stage $this.Emulator ChooseAutomated }
    [string] VerifyAzureADSettings() { return Invoke-Stage $this.Emulator VerifyAzureADSettings }
    [void] ClearLog() { Invoke-Stage $this.Emulator ClearLog }
    [void] Tell([string] $line) { Write-Host $line }

    [void] Step([string] $heading, [string] $explanation) {
        $this.StepNumber++
        Write-Host "`n$($this.StepNumber). $heading`n   $explanation`n"
    }
}

$Rehearsal = [Rehearsal]::new($emulator)
& $Script
[IO.File]::WriteAllText($ResultPath, 'It came to its end.')
