# A binary module with nothing in it, of the same shape as KaceAzureAd: what no module of its kind can be imported faster than.
@{
    RootModule           = 'EmptyModule.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '0f0b6a3c-6ee2-45a8-9a0f-1f7a8f0c2d11'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('EmptyModule.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @('Get-Nothing')
}
