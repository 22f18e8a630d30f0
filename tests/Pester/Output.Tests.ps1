# What the cmdlets return, as people look at it and as scripts take it on.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $types = (Get-Command -Module KaceAzureAd).OutputType.Name | Where-Object { $_ -like 'KaceAzureAd.*' } | Sort-Object -Unique
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $emulator = Start-Emulator -Scenario mixed

    # Of every type what a real run returns: Contoso is connected already, Fabrikam takes its consent.
    $sessions = foreach ($number in 0, 1) { Connect-Emulator $emulator $number }
    $settings = Import-EmulatorSetting $emulator "$TestDrive/tenants.csv"
    $consent = $sessions[0] | Get-KaceConsent
    $before = $settings[1] | Test-KaceAadConnection -Session $sessions
    $outputs = @(
        $emulator.Environment; $sessions; $settings; $consent; $before
        $settings | Test-KaceAadPrerequisite -Session $sessions -DnsServer $emulator.DnsServer
        $settings[1] | Get-KaceAadPlan -Session $sessions -ReferenceConsent $consent
        $settings | Set-KaceAadConnection -Session $sessions -ReferenceConsent $consent -JournalPath "$TestDrive/j/" -Confirm:$false 6>$null
        Get-KaceMobilityApp -Session $sessions[1]
        Get-KaceMdmUserScope -Session $sessions[1] -Setting $settings[1]
        Compare-KaceMdmUri -Session $sessions[1] -Setting $settings[1]
        Compare-KaceAadConnection $before ($settings[1] | Test-KaceAadConnection -Session $sessions)
        $sessions[1] | Undo-KaceAadChange "$TestDrive/j/" -Confirm:$false
    )
    function Get-Output ($type) {
        $outputs | Where-Object { $_.PSObject.TypeNames[0] -eq $type }
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe '<_>' -ForEach $types {
    BeforeAll {
        $type = $_
        $objects = @(Get-Output $type)
    }

    It 'is returned' {
        $objects.Count | Should -BeGreaterThan 0
    }

    It 'is shown <_> without an error, within 120 columns' -ForEach 'by itself', 'as a table', 'as a list' {
        $Error.Clear()
        $text = switch ($_) {
            'by itself' { $objects | Out-String -Width 120 }
            'as a table' { $objects | Format-Table | Out-String -Width 120 }
            'as a list' { $objects | Format-List | Out-String -Width 120 }
        }
        $lines = ($text -replace '\x1b\[[0-9;]*m') -split '\r?\n'
        $lines | Where-Object Length -GT 120 | Should -BeNullOrEmpty
        # A view in which an expression fails shows an empty place or #ERR, and leaves the error.
        $text | Should -Not -Match '#ERR'
        $Error | Should -BeNullOrEmpty
        @($lines | Where-Object { $_.Trim() }).Count | Should -BeGreaterThan $(if ($_ -eq 'by itself') { 0 } else { 1 })
    }

    # Under Wine an environment's certificate never comes to an end as JSON.
    It 'goes through Select-Object, Export-Csv and ConvertTo-Json' -Skip:((Test-Wine) -and $_ -eq 'KaceAzureAd.Identity.KaceAadEnvironment') {
        $Error.Clear()
        @($objects | Select-Object *).Count | Should -Be $objects.Count
        $objects | Export-Csv "$TestDrive/output.csv" -NoTypeInformation
        @(Import-Csv "$TestDrive/output.csv").Count | Should -Be $objects.Count
        $json = ConvertTo-Json -InputObject $objects -Depth 3 -WarningAction SilentlyContinue
        @($json | ConvertFrom-Json).Count | Should -Be $objects.Count
        $json | Should -Not -Match 'eyJ[A-Za-z0-9_-]{20,}'
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'Results in a pipeline' {
    It 'are chosen by status, grouped and sorted' {
        $checks = Get-Output 'KaceAzureAd.Checks.KaceAadCheck'
        $failed = $checks | Where-Object Status -EQ Failed
        $failed.Name | Should -Contain 'EnterpriseApplication'
        $failed.TenantId | Sort-Object -Unique | Should -Contain $emulator.Tenants[1].Id
        ($checks | Group-Object TenantId).Name | Should -Contain $emulator.Tenants[0].Id
        ($checks | Sort-Object Severity | Select-Object -First 1 -ExpandProperty Name) | Should -Not -BeNullOrEmpty
    }

    It 'say of each tenant what became of it, and of all of them how many' {
        (Get-Output 'KaceAzureAd.Connection.KaceAadConnection').Status | Sort-Object { "$_" } | Should -Be 'Connected', 'Unchanged'
        "$(Get-Output 'KaceAzureAd.Connection.KaceAadConnectionSummary')" | Should -BeLike '2 tenants: 1 connected, 1 unchanged*'
    }

    It 'go into a report: <_>' -ForEach 'html', 'xml', 'md', 'json', 'csv' {
        $path = "$TestDrive/report.$_"
        $checks = Get-Output 'KaceAzureAd.Checks.KaceAadCheck'
        $checks | Export-KaceAadReport -Path $path
        $report = Get-Content $path -Raw
        $report | Should -Match 'EnterpriseApplication'
        $report | Should -Match $emulator.Tenants[1].Id
        switch ($_) {
            'xml' { @(([xml] $report).SelectNodes('//testcase')).Count | Should -Be @($checks).Count }
            'json' { { $report | ConvertFrom-Json } | Should -Not -Throw }
            'csv' { @(Import-Csv $path).Count | Should -BeGreaterThan 10 }
        }
        { $checks | Export-KaceAadReport -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'KaceAad.*'
        $checks | Export-KaceAadReport -Path $path -Force
    }
}
