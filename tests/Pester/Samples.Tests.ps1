# The samples that need Pester themselves. The others are run by dotnet test.
BeforeAll {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $emulator = Start-Emulator -Scenario mixed

    # A shell of its own: Pester does not run within Pester.
    function Invoke-Compliance ([int] $tenant) {
        $path = "$TestDrive/compliance-$tenant.xml"
        $said = Invoke-Shell ((Get-ShellPreamble $emulator) + @"
`$setting = @'
$($emulator.Tenants[$tenant].SettingText)
'@ | ConvertFrom-KaceAadSetting -Environment `$environment
`$null = Connect-KaceAad -Environment `$environment -AccessToken ([Net.NetworkCredential]::new('', '$($emulator.Tenants[$tenant].AccessToken)').SecurePassword)
& '$(Join-Path (Get-RepositoryRoot) 'samples/compliance/Invoke-Compliance.ps1')' -Setting `$setting -Path '$path'
'It went on.'
"@) | Out-String
        @{ Said = $said; Cases = ([xml] (Get-Content $path -Raw)).SelectNodes('//testcase') }
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'samples/compliance' {
    It 'has a test for each check, and fails for a tenant that is not connected' {
        $run = Invoke-Compliance 1
        $run.Said | Should -Not -Match 'It went on'
        $run.Said | Should -Match 'tests failed'
        $failed = $run.Cases | Where-Object { $_.SelectSingleNode('failure') }
        $failed.name | Where-Object { $_ -match 'EnterpriseApplication' } | Should -Not -BeNullOrEmpty
        @($run.Cases).Count | Should -BeGreaterThan 15
    }

    It 'lets what passed in a connected tenant pass' {
        $run = Invoke-Compliance 0
        $passed = $run.Cases | Where-Object { -not $_.SelectSingleNode('failure') -and -not $_.SelectSingleNode('skipped') }
        $passed.name | Where-Object { $_ -match 'MdmUserScope' } | Should -Not -BeNullOrEmpty
        $run.Cases | Where-Object { $_.SelectSingleNode('skipped') } | Should -Not -BeNullOrEmpty
    }
}
