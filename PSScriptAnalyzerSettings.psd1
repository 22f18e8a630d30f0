# For every script of the repository: Invoke-ScriptAnalyzer -Path . -Recurse -Settings PSScriptAnalyzerSettings.psd1
@{
    IncludeDefaultRules = $true
    Rules = @{
        # Windows PowerShell 5.1 and the oldest PowerShell 7 that the module runs in.
        PSUseCompatibleSyntax = @{
            Enable = $true
            TargetVersions = @('5.1', '7.4')
        }
        PSUseConsistentIndentation = @{
            Enable = $true
            IndentationSize = 4
        }
        PSUseConsistentWhitespace = @{
            Enable = $true
            CheckInnerBrace = $true
            CheckOpenBrace = $true
            CheckOperator = $false
        }
        PSAvoidUsingDoubleQuotesForConstantString = @{ Enable = $true }
        PSUseCorrectCasing = @{ Enable = $true }
        PSAvoidSemicolonsAsLineTerminators = @{ Enable = $true }
    }
}
