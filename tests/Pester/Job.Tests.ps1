# The job, in a real shell: Fabrikam is connected with KACE Cloud with the consent of Contoso, and taken back.
BeforeAll {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $emulator = Start-Emulator -Scenario mixed
    $contoso = Connect-Emulator $emulator 0
    $reference = @{ ReferenceConsent = Get-KaceConsent -Session $contoso }
    $setting = Get-EmulatorSetting $emulator 1
    $journal = "$TestDrive/fabrikam.journal.jsonl"
    # The current session from here on.
    $fabrikam = Connect-Emulator $emulator 1
    $before = Test-KaceAadConnection $setting
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'Connecting a tenant' {
    It 'begins with a session that is the current one, and shows no token' {
        (Get-KaceAadSession).TenantId | Should -Be $emulator.Tenants[1].Id
        ($fabrikam | Format-List * | Out-String) | Should -Not -Match 'eyJ'
    }

    It 'takes the text of the settings page, also in several lines' {
        $setting.TermsOfUseUri | Should -BeOfType uri
        $setting.AppId | Should -Be $emulator.AppId
        ($emulator.Tenants[1].SettingText -split '\r?\n' | ConvertFrom-KaceAadSetting -Environment $emulator.Environment).DiscoveryUri | Should -Be $setting.DiscoveryUri
    }

    It 'checks the prerequisites' {
        $checks = Test-KaceAadPrerequisite $setting -DnsServer $emulator.DnsServer
        ($checks | Where-Object Name -EQ EntraLicence).Status | Should -Be Passed
        Test-KaceAadPrerequisite -Name EntraLicence -Quiet | Should -BeTrue
    }

    It 'plans' {
        $plan = Get-KaceAadPlan $setting @reference
        $plan.IsConnected | Should -BeFalse
        $plan.Steps.Name | Should -Contain 'MdmUserScope'
        ($plan | Out-String) | Should -Match 'MDM user scope'
    }

    It 'changes and writes nothing with -WhatIf' {
        (Set-KaceAadConnection $setting @reference -JournalPath $journal -WhatIf).Status | Should -Be Planned
        Test-Path $journal | Should -BeFalse
        Get-KaceMobilityApp -AppId $setting.AppId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Test-KaceAadConnection $setting -Quiet | Should -BeFalse
    }

    It 'connects, and the same again changes nothing' {
        (Set-KaceAadConnection $setting @reference -JournalPath $journal -Confirm:$false 6>$null).Status | Should -Be Connected
        $lines = @(Get-Content $journal).Count
        (Set-KaceAadConnection $setting @reference -JournalPath $journal -Confirm:$false 6>$null).Status | Should -Be Unchanged
        @(Get-Content $journal).Count | Should -Be $lines
    }

    It 'compares the URIs' {
        $comparison = Compare-KaceMdmUri $setting
        @($comparison).Count | Should -Be 2
        $comparison.Match | Sort-Object -Unique | Should -Be 'Equal'
    }

    It 'proves it' {
        $after = Test-KaceAadConnection $setting @reference
        $after | Where-Object { -not $_.IsWell } | Should -BeNullOrEmpty
        Test-KaceAadConnection $setting @reference -Quiet | Should -BeTrue
        (Compare-KaceAadConnection $before $after).Name | Should -Contain 'MdmUserScope'
        Compare-KaceAadConnection $after $after | Should -BeNullOrEmpty
    }

    It 'leaves a journal of which each line is JSON' {
        $records = Get-Content $journal | ForEach-Object { $_ | ConvertFrom-Json }
        $records.record | Should -Contain 'change'
        ($records | Where-Object record -EQ change).Count | Should -BeGreaterThan 3
    }

    It 'takes it back: <_>' -ForEach 'preview', 'for real', 'nothing is left' {
        switch ($_) {
            'preview' { (Undo-KaceAadChange $journal -WhatIf).Status | Sort-Object -Unique | Should -Be Planned }
            'for real' { (Undo-KaceAadChange $journal -Confirm:$false).Status | Sort-Object -Unique | Should -Be Undone }
            'nothing is left' {
                Undo-KaceAadChange $journal -Confirm:$false | Should -BeNullOrEmpty
                Compare-KaceAadConnection $before (Test-KaceAadConnection $setting) | Should -BeNullOrEmpty
            }
        }
    }
}

Describe 'A pilot' {
    It 'is the MDM user scope Some with a group, and All afterwards' {
        $contosos = @{ Session = $contoso; AppId = $setting.AppId }
        $scope = Set-KaceMdmUserScope @contosos -Scope Some -Group 'Windows Pilot'
        $scope.Scope | Should -Be Some
        (Get-KaceMdmUserScope @contosos | Out-String) | Should -Match 'Windows Pilot'
        (Set-KaceMdmUserScope @contosos -Scope All).Scope | Should -Be All
    }
}

Describe 'Errors' {
    It 'have the id <Id>' -ForEach @(
        @{ Id = 'KaceAad.InvalidScope'; Try = { Set-KaceMdmUserScope $setting -Scope Some } }
        @{ Id = 'KaceAad.GroupNotFound'; Try = { Set-KaceMdmUserScope -Session $contoso -AppId $setting.AppId -Scope Some -Group Nobody } }
        @{ Id = 'KaceAad.InvalidSettingUri'; Try = { New-KaceAadSetting -TermsOfUseUri http://a.example -DiscoveryUri https://a.example/d -OnBoardUri https://a.example/o } }
        @{ Id = 'KaceAad.EnvironmentNotFound'; Try = { Connect-KaceAad -Environment Nowhere } }
        @{ Id = 'KaceAad.JournalNotFound'; Try = { Undo-KaceAadChange "$TestDrive/not-there.jsonl" -Confirm:$false } }
        @{ Id = 'KaceAad.CheckNotFound'; Try = { Test-KaceAadConnection $setting -Name Nothing } }
        @{ Id = 'KaceAad.AppNotFound'; Try = { Get-KaceMobilityApp -AppId $setting.AppId } }
    ) {
        $caught = $null
        $ErrorActionPreference = 'Stop'
        try { & $Try } catch { $caught = $_ }
        $caught.FullyQualifiedErrorId.Split(',')[0] | Should -Be $Id
        $caught.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'can be silenced and kept' {
        Get-KaceMobilityApp -AppId $setting.AppId -ErrorAction SilentlyContinue -ErrorVariable kept
        $kept[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

Describe 'Runspaces' {
    It 'have each a current session of their own' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$(Get-TestedModule)'; `$null -eq (Get-KaceAadSession)")
            $shell.Invoke()[0] | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'share a session that is given, side by side' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $module = Get-TestedModule
        $names = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            (Test-KaceAadPrerequisite -Session $using:contoso -Name TenantReachable).Status
        }
        $names | ForEach-Object { "$_" } | Should -Be (@('Passed') * 6)
    }
}

Describe 'Tab completion' {
    It 'completes <Line>' -ForEach @(
        @{ Line = 'Connect-KaceAad -Environment USG'; Expected = 'USGov', 'USGovDoD' }
        @{ Line = 'Test-KaceAadConnection -Name MdmU'; Expected = , 'MdmUserScope' }
        @{ Line = 'Set-KaceMdmUserScope -Scope S'; Expected = , 'Some' }
        @{ Line = 'Set-KaceMdmUserScope -Session $completed -Group Win'; Expected = , "'Windows Pilot'" }
        @{ Line = 'Set-KaceAadConn'; Expected = , 'Set-KaceAadConnection' }
        @{ Line = 'Undo-KaceAadChange -Jour'; Expected = , '-JournalPath' }
    ) {
        Set-Variable completed $contoso -Scope Global
        try {
            (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Be $Expected
        }
        finally {
            Remove-Variable completed -Scope Global
        }
    }
}

Describe 'Secrets' {
    It 'are nowhere in a transcript, nor on the screen, with -Verbose and -Debug' {
        $transcript = "$TestDrive/transcript.txt"
        $screen = Invoke-Shell ((Get-ShellPreamble $emulator) + @"
`$VerbosePreference = `$DebugPreference = 'Continue'
`$null = Start-Transcript '$transcript'
`$session = Connect-KaceAad $($emulator.Tenants[0].Id) -Environment `$environment -DeviceCode -Verbose -Debug
`$session | Format-List * | Out-String
Test-KaceAadPrerequisite -Verbose -Debug | Out-String
Get-KaceMobilityApp -AppId $($emulator.AppId) -Verbose -Debug | Format-List * | Out-String
try { Connect-KaceAad $($emulator.Tenants[0].Id) -Environment `$environment -RefreshToken ([Net.NetworkCredential]::new('', 'a-refresh-token-of-somebody').SecurePassword) -Verbose -Debug }
catch { `$_ | Format-List * -Force | Out-String }
`$null = Stop-Transcript
"@) | Out-String
        $text = (Get-Content $transcript -Raw) + $screen
        # It is a transcript of what was meant: the requests, and the refusal.
        $text | Should -Match 'GET https?://'
        $text | Should -Match 'KaceAad\.SignInFailed'
        $text | Should -Not -Match 'eyJ[A-Za-z0-9_-]{20,}|a-refresh-token-of-somebody|device_code=|Bearer [A-Za-z0-9]'
    }
}
