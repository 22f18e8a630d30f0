@{
    RootModule             = 'bin/KaceAzureAd.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '5f0c1a52-8d0f-4a53-9d5e-0c6a6f7a3b91'
    Author                 = 'KaceAzureAd'
    Description            = 'Connects a Microsoft Entra (Azure AD) tenant with KACE Cloud, a multi-tenant MDM: with a preview, with proof, and repeatably.'

    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'

    TypesToProcess         = @('bin/KaceAzureAd.Types.ps1xml')
    FormatsToProcess       = @('bin/KaceAzureAd.Format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Connect-KaceAad'
        'Disconnect-KaceAad'
        'Get-KaceAadSession'
        'Get-KaceAadEnvironment'
        'New-KaceAadEnvironment'
        'ConvertFrom-KaceAadSetting'
        'New-KaceAadSetting'
        'Import-KaceAadSetting'
        'Test-KaceAadPrerequisite'
        'Get-KaceMobilityApp'
        'Add-KaceMobilityApp'
        'Remove-KaceMobilityApp'
        'Get-KaceMdmUserScope'
        'Set-KaceMdmUserScope'
        'Compare-KaceMdmUri'
        'Set-KaceMdmUri'
        'Get-KaceConsent'
        'Grant-KaceConsent'
        'Revoke-KaceConsent'
        'Get-KaceAadPlan'
        'Export-KaceAadPlan'
        'Import-KaceAadPlan'
        'Set-KaceAadConnection'
        'Undo-KaceAadChange'
        'Test-KaceAadConnection'
        'Compare-KaceAadConnection'
        'Export-KaceAadReport'
    )

    PrivateData            = @{
        PSData = @{
            Tags = @('KACE', 'KaceCloud', 'AzureAD', 'EntraID', 'MDM', 'Mobility', 'Graph', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
