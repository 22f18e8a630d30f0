# Loads the cmdlets. Only what the bare engine has is used here: no Join-Path, no Test-Path, no Add-Type.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$isCore = $PSVersionTable.PSVersion.Major -ge 6
if ($isCore -and $PSVersionTable.PSVersion -lt [version]'7.4') {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.PlatformNotSupportedException]::new("KaceAzureAd needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is $($PSVersionTable.PSVersion)."),
        'KaceAad.PowerShellTooOld', 'InvalidOperation', $PSVersionTable.PSVersion)
}

$folder = [System.IO.Path]::Combine($PSScriptRoot, $(if ($isCore) { 'net8.0' } else { 'net472' }))
$path = [System.IO.Path]::Combine($folder, 'KaceAzureAd.dll')
if (-not [System.IO.File]::Exists($path)) {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.IO.FileNotFoundException]::new("'$path' is not there: the module has not been built. Run 'dotnet build' first."),
        'KaceAad.ModuleNotBuilt', 'ObjectNotFound', $path)
}

if ($isCore) {
    # A load context of its own, so that other modules' copies of MSAL or Kiota do not matter. Where another version of this
    # module has brought the loader already, that one serves: the default context takes only one assembly of a name.
    $loader = 'KaceAzureAd.Loader.ModuleContext' -as [type]
    if ($null -eq $loader) {
        $loader = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($folder, 'KaceAzureAd.Loader.dll')).GetType('KaceAzureAd.Loader.ModuleContext')
    }
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly ($loader::Load($folder)) -PassThru
}
else {
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Name $path -PassThru
}

# Without this the engine keeps the inner module, and the next import shows no cmdlets (PowerShell#20710).
$ExecutionContext.SessionState.Module.OnRemove = { Microsoft.PowerShell.Core\Remove-Module -ModuleInfo $cmdlets -Force }.GetNewClosure()
