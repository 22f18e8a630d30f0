# The module as a shell imports it.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $cmdlets = (Get-Command -Module KaceAzureAd).Name
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    $manifestPath = Get-TestedModule
    Import-TestedModule
}

Describe 'The manifest' {
    BeforeAll {
        $manifest = Test-ModuleManifest $manifestPath -ErrorAction Stop
    }

    It 'is for both editions, from the versions that the module needs' {
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.Guid | Should -Be '5f0c1a52-8d0f-4a53-9d5e-0c6a6f7a3b91'
    }

    It 'has the version that the cmdlets are of' {
        $version = (Get-Command Connect-KaceAad).ImplementingType.Assembly.GetName().Version
        "$($version.Major).$($version.Minor).$($version.Build)" | Should -Be "$($manifest.Version)"
    }

    It 'exports the cmdlets that are implemented, each of them, and nothing else' {
        $types = (Get-Command Connect-KaceAad).ImplementingType.Assembly.GetTypes()
        $implemented = foreach ($type in $types) {
            $type.GetCustomAttributes($false) | Where-Object { $_ -is [System.Management.Automation.CmdletAttribute] } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        }
        $module = Get-Module KaceAzureAd
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($implemented | Sort-Object)
        $manifest.ExportedCmdlets.Keys | Sort-Object | Should -Be ($implemented | Sort-Object)
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'lists approved verbs only' {
        $approved = (Get-Verb).Verb
        $manifest.ExportedCmdlets.Keys | ForEach-Object { $_.Split('-')[0] | Should -BeIn $approved }
    }
}

Describe 'Importing' {
    It 'warns of nothing and writes nothing' {
        Remove-Module KaceAzureAd
        Import-Module $manifestPath -Global 3>&1 4>&1 6>&1 | Should -BeNullOrEmpty
    }

    It 'brings back every cmdlet <_>' -ForEach 'after Remove-Module', 'with -Force', 'twice' {
        $before = (Get-Command -Module KaceAzureAd).Name
        switch ($_) {
            'after Remove-Module' {
                Remove-Module KaceAzureAd
                # Asked of the modules that are loaded: by its name a command of an installed module would bring it back.
                Get-Module KaceAzureAd | Should -BeNullOrEmpty
                Import-Module $manifestPath -Global
            }
            'with -Force' { Import-Module $manifestPath -Global -Force }
            'twice' { Import-Module $manifestPath -Global; Import-Module $manifestPath -Global }
        }
        (Get-Command -Module KaceAzureAd).Name | Should -Be $before
        (Get-KaceAadEnvironment Global).Name | Should -Be 'Global'
    }

    It 'says which language mode it needs' {
        $said = Invoke-Shell @"
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
try { Import-Module '$manifestPath' -ErrorAction Stop } catch { "`$(`$_.FullyQualifiedErrorId)" }
"@ | Out-String
        $said | Should -BeLike 'KaceAad.FullLanguageRequired,*in a session in FullLanguage*'
    }

    It 'keeps its libraries to itself' -Skip:($PSVersionTable.PSVersion.Major -lt 6) {
        $null = New-KaceAadSetting -TermsOfUseUri https://a.example/t -DiscoveryUri https://a.example/d -OnBoardUri https://a.example/o -AppId ([guid]::NewGuid()) -ErrorAction Ignore
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name } |
            Where-Object { $_ -in 'Microsoft.Identity.Client', 'Microsoft.Graph', 'Microsoft.Kiota.Abstractions', 'KaceAzureAd.Core' } | Should -BeNullOrEmpty
    }

    It 'works beside another copy of MSAL in the shell, and does not answer for it' -Skip:($PSVersionTable.PSVersion.Major -lt 6) {
        $library = Get-ChildItem (Split-Path $manifestPath) -Recurse -Filter Microsoft.Identity.Client.dll | Where-Object { $_.Directory.Name -eq 'net8.0' }
        $copy = Copy-Item $library.FullName "$TestDrive/Microsoft.Identity.Client.dll" -PassThru
        $said = Invoke-Shell ("`$other = [Reflection.Assembly]::LoadFrom('$($copy.FullName)'); Import-Module '$manifestPath'" + @'

$credential = [pscredential]::new([guid]::NewGuid(), [Net.NetworkCredential]::new('', 'x').SecurePassword)
try { Connect-KaceAad contoso.example -Credential $credential -Environment (New-KaceAadEnvironment Closed https://127.0.0.1:9 https://127.0.0.1:9) -ErrorAction Stop }
catch { $_.FullyQualifiedErrorId.Split(',')[0] }
$copies = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Identity.Client' })
"$($copies.Count) $($copies[0] -eq $other) $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($copies[1]).Name)"
'@)
        $said[0] | Should -BeLike 'KaceAad.*'
        $said[1] | Should -BeLike '2 True KaceAzureAd*'
    }
}

Describe 'The help' {
    BeforeAll {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    }

    It 'of <_> has a synopsis, a description, three examples and a word on each parameter' -ForEach $cmdlets {
        $help = Get-Help $_ -Full
        $help.Synopsis.Trim() | Should -Not -BeLike "$_ *" -Because 'that is the syntax, shown where there is no help'
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $described = @($help.parameters.parameter | Where-Object { ($_.description | Out-String).Trim() } | ForEach-Object name)
        (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common } | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
    }

    It 'has the topic <_>' -ForEach 'about_KaceAzureAd', 'about_KaceAadSession', 'about_KaceAadCheck', 'about_KaceAadJournal' {
        (Get-Help $_ | Out-String).Trim() | Should -Not -BeNullOrEmpty
    }
}
