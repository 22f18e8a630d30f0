# Files on Windows: whose they are, and the names and paths that Windows takes for something else.
BeforeDiscovery {
    $onWindows = $PSVersionTable.PSVersion.Major -lt 6 -or $IsWindows
    # Wine keeps who may use a file, but neither every name in its list nor that it takes nothing over; it tells no link from a file.
    $onWine = $onWindows -and (Test-Path 'HKCU:\Software\Wine')
    $isWindowsPowerShell = $PSVersionTable.PSVersion.Major -lt 6

    $refused = @(
        @{ Name = 'NUL' }, @{ Name = 'con.json' }, @{ Name = 'COM1' }, @{ Name = 'LPT9.plan.json' }, @{ Name = 'x.json:stream' }, @{ Name = 'x.json::$DATA' }
        @{ Name = 'x.json.' }, @{ Name = 'x.json ' }, @{ Name = 'a<b.json' }, @{ Name = 'a|b.json' }, @{ Name = 'a*b.json' }, @{ Name = 'NUL\x.json' }
    )
    $parameters = @(
        @{ What = 'Export-KaceAadPlan'; Id = 'PlanNotWritable'; Run = { param($path) Import-KaceAadPlan $plan | Export-KaceAadPlan $path -Force } }
        @{ What = 'Import-KaceAadPlan'; Id = 'InvalidPlan'; Run = { param($path) Import-KaceAadPlan $path } }
        @{ What = 'Import-KaceAadSetting'; Id = 'SettingFileNotFound'; Run = { param($path) Import-KaceAadSetting $path } }
        @{ What = 'Export-KaceAadReport'; Id = 'ReportNotWritable'; Run = { param($path) Import-KaceAadPlan $plan | Export-KaceAadReport $path -Format Json -Force } }
        @{ What = 'Undo-KaceAadChange'; Id = 'JournalNotFound'; Run = { param($path) Undo-KaceAadChange $path -Confirm:$false } }
        @{ What = 'Set-KaceMdmUserScope -JournalPath'; Id = 'JournalNotWritable'; Run = { param($path) Set-KaceMdmUserScope -Setting $setting -Scope None -JournalPath $path -Confirm:$false } }
        @{ What = 'Set-KaceAadConnection -JournalPath'; Id = 'JournalNotWritable'; Run = { param($path) $null = Set-KaceAadConnection -Setting $setting -Scope None -JournalPath $path -Confirm:$false } }
        @{ What = 'Connect-KaceAad -CertificatePath'; Id = 'CertificateNotFound'; Run = { param($path) Connect-KaceAad contoso.example -Environment $emulator.Environment -ClientId $clientId -CertificatePath $path } }
        @{ What = 'Connect-KaceAad -FederatedTokenFile'; Id = 'FederatedTokenUnavailable'; Run = { param($path) Connect-KaceAad contoso.example -Environment $emulator.Environment -ClientId $clientId -FederatedTokenFile $path } }
    )
}

BeforeAll {
    if ($PSVersionTable.PSVersion.Major -ge 6 -and -not $IsWindows) { return }

    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $emulator = Start-Emulator -Scenario connected
    $null = Connect-Emulator $emulator
    $setting = Get-EmulatorSetting $emulator
    $clientId = '7f3c2a10-5b7e-4c55-9d64-0c0a70500502'
    $folder = (Get-Item $TestDrive).FullName
    $plan = "$folder\first.json"
    $null = Get-KaceAadPlan -Setting $setting -Scope None | Export-KaceAadPlan $plan

    # Who may use a file or folder, beside those who are meant to: the user, its owner, SYSTEM and Administrators.
    function Get-Stranger ($path) {
        $meant = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value, 'S-1-3-4', 'S-1-5-18', 'S-1-5-32-544'
        (Get-Acl -LiteralPath $path).GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier]) |
            Where-Object { $_.IdentityReference.Value -notin $meant } | ForEach-Object { $_.IdentityReference.Value }
    }

    # The ids of the errors that a command leaves.
    function Get-ErrorId ([scriptblock] $command, [object[]] $argument) {
        try { & $command @argument 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] } }
        catch { $_.FullyQualifiedErrorId.Split(',')[0] }
    }

    # A change that is written down in a journal.
    function Invoke-Change ($journal) {
        $other = if ((Get-KaceMdmUserScope -Setting $setting).Scope -eq 'All') { 'None' } else { 'All' }
        Set-KaceMdmUserScope -Setting $setting -Scope $other -JournalPath $journal -Confirm:$false
    }
}

AfterAll {
    if ($emulator) { Stop-Emulator $emulator }
}

Describe 'Whose a file is' -Skip:(-not $onWindows) {
    BeforeAll {
        # Everybody may read what stands there, so that a file's own permissions can be told from the folder's.
        $open = (New-Item "$folder\open" -ItemType Directory).FullName
        $acl = Get-Acl $open
        $everybody = New-Object Security.Principal.SecurityIdentifier 'S-1-1-0'
        $acl.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule $everybody, 'ReadAndExecute', 'ContainerInherit,ObjectInherit', 'None', 'Allow'))
        Set-Acl $open $acl
        Set-Content "$open\any.txt" 'x'
        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan "$open\x.plan.json"
        Import-KaceAadPlan $plan | Export-KaceAadReport "$open\x.html"
        $null = Invoke-Change "$open\x.journal.jsonl"
        $null = Invoke-Change "$open\new\folders\"
        $journal = (Get-ChildItem "$open\new\folders").FullName
    }

    It 'Any other file in the folder is readable for everybody' {
        Get-Stranger "$open\any.txt" | Should -Contain 'S-1-1-0'
    }

    It '<_> is the user''s alone' -ForEach 'x.plan.json', 'x.html', 'x.journal.jsonl', 'new', 'new\folders' {
        Get-Stranger "$open\$_" | Should -BeNullOrEmpty
    }

    It 'A journal in a folder that was made for it is the user''s alone' {
        Get-Stranger $journal | Should -BeNullOrEmpty
    }

    It 'Nothing is taken over from the folder, and SYSTEM and Administrators have access' -Skip:$onWine -ForEach 'x.plan.json', 'x.html', 'x.journal.jsonl', 'new', 'new\folders' {
        $acl = Get-Acl -LiteralPath "$open\$_"
        $acl.AreAccessRulesProtected | Should -BeTrue
        $acl.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier]).IdentityReference.Value | Should -Contain 'S-1-5-18'
        $acl.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier]).IdentityReference.Value | Should -Contain 'S-1-5-32-544'
    }

    It 'Whoever could read what it replaces cannot read it' {
        Set-Content "$open\old.json" 'old'
        Get-Stranger "$open\old.json" | Should -Contain 'S-1-1-0'

        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan "$open\old.json" -Force

        Get-Stranger "$open\old.json" | Should -BeNullOrEmpty
        (Import-KaceAadPlan "$open\old.json").TenantId | Should -Be $emulator.Tenants[0].Id
    }

    It 'The owner reads and continues it' {
        $null = Invoke-Change "$open\x.journal.jsonl"
        @(Undo-KaceAadChange "$open\x.journal.jsonl" -WhatIf).Count | Should -Be 2
    }

    It 'No other file is left' {
        Get-ChildItem $open -Filter '*.tmp' -Force | Should -BeNullOrEmpty
    }
}

Describe 'What <What> is given' -Skip:(-not $onWindows) -ForEach $parameters {
    It 'is refused as <Name>' -ForEach $refused {
        $before = Get-ChildItem $folder -Force -Recurse | ForEach-Object FullName
        Get-ErrorId $Run "$folder\$Name" | Should -Be "KaceAad.$Id"
        Get-ChildItem $folder -Force -Recurse | ForEach-Object FullName | Should -Be $before
    }

    It 'is refused in another namespace: <_>' -ForEach '\\.\C:\x.json', '\\.\NUL', 'HKCU:\x.json', 'Cert:\x.json', 'Q:\x.json', 'FileSystem::x.json', 'FileSystem::C:x.json' {
        Get-ErrorId $Run $_ | Should -Be "KaceAad.$Id"
    }

    It 'is no name in <_>' -ForEach 'HKCU:\Software', 'Cert:\', 'Env:\' {
        $here = Get-ChildItem ([Environment]::CurrentDirectory) -Force | ForEach-Object Name
        Push-Location $_
        try { Get-ErrorId $Run 'x.json' | Should -Be "KaceAad.$Id" } finally { Pop-Location }
        Get-ChildItem ([Environment]::CurrentDirectory) -Force | ForEach-Object Name | Should -Be $here
    }
}

Describe 'What stands there' -Skip:(-not $onWindows) {
    BeforeEach {
        $target = "$folder\$([guid]::NewGuid()).json"
        Set-Content $target 'old'
        function Save ([switch] $Force) { Import-KaceAadPlan $plan | Export-KaceAadPlan $target -Force:$Force }
    }

    It 'is kept without -Force, in another case too' {
        Get-ErrorId { Save } | Should -Be 'KaceAad.PlanNotWritable'
        $target = $target.ToUpperInvariant()
        Get-ErrorId { Save } | Should -Be 'KaceAad.PlanNotWritable'
        Get-Content $target | Should -Be 'old'
    }

    It 'is replaced with -Force, in another case too' {
        $other = Join-Path (Split-Path $target) (Split-Path $target -Leaf).ToUpperInvariant()
        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan $other -Force
        (Import-KaceAadPlan $target).TenantId | Should -Be $emulator.Tenants[0].Id
        @(Get-ChildItem $folder -Filter (Split-Path $target -Leaf)).Count | Should -Be 1
    }

    It 'is replaced where it is hidden' {
        (Get-Item $target).Attributes = 'Hidden'
        $null = Save -Force
        (Import-KaceAadPlan $target).TenantId | Should -Be $emulator.Tenants[0].Id
    }

    It 'is not replaced where it is read-only' {
        (Get-Item $target).IsReadOnly = $true
        Get-ErrorId { Save -Force } | Should -Be 'KaceAad.PlanNotWritable'
        Get-Content $target | Should -Be 'old'
        (Get-Item $target).IsReadOnly = $false
    }

    It 'is kept where another process has it open' {
        $file = [IO.File]::Open($target, 'Open', 'Read', 'None')
        try { Get-ErrorId { Save -Force } | Should -Be 'KaceAad.PlanNotWritable' } finally { $file.Dispose() }
        Get-Content $target | Should -Be 'old'
    }

    It 'keeps its content under another name (a hard link)' {
        $null = New-Item -ItemType HardLink -Path "$target.other" -Value $target
        $null = Save -Force
        Get-Content "$target.other" | Should -Be 'old'
        (Import-KaceAadPlan $target).TenantId | Should -Be $emulator.Tenants[0].Id
    }

    It 'is not written through where it is a symbolic link' -Skip:$onWine {
        $link = "$target.link.json"
        try { $null = New-Item -ItemType SymbolicLink -Path $link -Value $target -ErrorAction Stop } catch { Set-ItResult -Skipped -Because 'this account may not make links'; return }
        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan $link -Force
        Get-Content $target | Should -Be 'old'
        Remove-Item $link
        $null = New-Item -ItemType SymbolicLink -Path $link -Value $target
        Get-ErrorId { Invoke-Change $link } | Should -Be 'KaceAad.JournalNotWritable'
        Get-Content $target | Should -Be 'old'
    }

    AfterEach {
        Get-ChildItem $folder -Filter '*.tmp' -Force | Should -BeNullOrEmpty
    }
}

Describe 'Paths that Windows has more than one form of' -Skip:(-not $onWindows) {
    It 'A path by drive and current folder (C:x.json)' {
        $drive = Split-Path $folder -Qualifier
        Push-Location $folder
        try { $file = Import-KaceAadPlan $plan | Export-KaceAadPlan "${drive}relative.json" } finally { Pop-Location }
        $file.FullName | Should -Be "$folder\relative.json"
    }

    It 'A verbatim path (\\?\)' {
        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan "\\?\$folder\verbatim.json"
        (Import-KaceAadPlan "$folder\verbatim.json").TenantId | Should -Be $emulator.Tenants[0].Id
    }

    It 'A share that is not there' {
        Get-ErrorId { Import-KaceAadPlan $plan | Export-KaceAadPlan '\\localhost\kaceazuread-no-such-share\x.json' } | Should -Be 'KaceAad.PlanNotWritable'
        Get-ErrorId { Invoke-Change '\\localhost\kaceazuread-no-such-share\x.jsonl' } | Should -Be 'KaceAad.JournalNotWritable'
    }

    It 'A path of more than 260 characters' {
        $long = "$folder\" + (('d' * 60 + '\') * 5)
        if ($PSVersionTable.PSVersion.Major -lt 6) {
            Get-ErrorId { Import-KaceAadPlan $plan | Export-KaceAadPlan "${long}x.json" } | Should -Be 'KaceAad.PlanNotWritable'
            Get-ErrorId { Invoke-Change "${long}x.jsonl" } | Should -Be 'KaceAad.JournalNotWritable'
            return
        }

        $null = Invoke-Change "${long}x.jsonl"
        $null = Import-KaceAadPlan $plan | Export-KaceAadPlan "${long}x.json"
        (Import-KaceAadPlan "${long}x.json").TenantId | Should -Be $emulator.Tenants[0].Id
        @(Undo-KaceAadChange "${long}x.jsonl" -WhatIf).Count | Should -Be 1
    }
}
