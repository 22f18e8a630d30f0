# Every script of the repository, by the repository's own rules.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $hasAnalyzer = [bool](Get-Module PSScriptAnalyzer -ListAvailable)
    $root = Get-RepositoryRoot
    $scripts = Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 -File | Where-Object {
        $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|artifacts|TestResults)[\\/]'
    } | ForEach-Object { @{ Name = $_.FullName.Substring($root.Length + 1); Path = $_.FullName } }
}

Describe 'PSScriptAnalyzer' -Skip:(-not $hasAnalyzer) {
    BeforeAll {
        Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
        Import-Module PSScriptAnalyzer
        $settings = Join-Path (Get-RepositoryRoot) 'PSScriptAnalyzerSettings.psd1'
    }

    It 'finds nothing in <Name>' -ForEach $scripts {
        # In Pester's files a variable is used in another block than the one that sets it, which the analyzer does not follow.
        $exclude = if ($Name -like '*.Tests.ps1') { @{ ExcludeRule = 'PSUseDeclaredVarsMoreThanAssignments', 'PSReviewUnusedParameter' } } else { @{} }
        Invoke-ScriptAnalyzer -Path $Path -Settings $settings @exclude | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
