# Loads the cmdlets. A session compiles these lines anew each time, so they do what has to be done and no more; what is wrong is looked into
# once something is. Only what the bare engine has is used: no Join-Path, no Test-Path, no Add-Type.

try {
    # Without this the engine keeps the inner module, and the next import shows no cmdlets (PowerShell#20710).
    $ExecutionContext.SessionState.Module.OnRemove = { Microsoft.PowerShell.Core\Remove-Module -ModuleInfo $cmdlets -Force }

    if ($PSEdition -eq 'Core') {
        try {
            $loader = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/net8.0/KaceAzureAd.Loader.dll").GetType('KaceAzureAd.Loader.ModuleContext')
        }
        catch [System.IO.FileLoadException] {
            # Another version of this module has brought the loader already, and the default context takes only one assembly of a name: that one serves.
            $loader = 'KaceAzureAd.Loader.ModuleContext' -as [type]
        }

        # A load context of its own, so that other modules' copies of MSAL or Kiota do not matter.
        $cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly $loader::Load("$PSScriptRoot/net8.0") -PassThru -ErrorAction Stop
    }
    else {
        $cmdlets = Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/net472/KaceAzureAd.dll" -PassThru -ErrorAction Stop
    }
}
catch {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        # No error record can be made here. The id of a thrown text is the text itself; scripts compare what stands before the first comma.
        throw "KaceAad.FullLanguageRequired, but this session's language mode is $($ExecutionContext.SessionState.LanguageMode): " +
            'KaceAzureAd is imported by calling .NET, which that mode does not allow. Import it in a session in FullLanguage. ' +
            'Where a policy for applications (App Control for Business, AppLocker) sets the mode, it has to allow the files of the module.'
    }

    $folder = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
    $path = [System.IO.Path]::Combine($PSScriptRoot, $folder, 'KaceAzureAd.dll')
    if ($PSEdition -eq 'Core' -and $PSVersionTable.PSVersion -lt [version]'7.4') {
        throw [System.Management.Automation.ErrorRecord]::new(
            [System.PlatformNotSupportedException]::new("KaceAzureAd needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is $($PSVersionTable.PSVersion)."),
            'KaceAad.PowerShellTooOld', 'InvalidOperation', $PSVersionTable.PSVersion)
    }

    if (-not [System.IO.File]::Exists($path)) {
        throw [System.Management.Automation.ErrorRecord]::new(
            [System.IO.FileNotFoundException]::new("'$path' is not there: the module has not been built. Run 'dotnet build' first."),
            'KaceAad.ModuleNotBuilt', 'ObjectNotFound', $path)
    }

    throw
}
