# The module's own types, named in scripts: in parameters, casts and classes, and in the mocks and proxies that are made of its cmdlets.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $cmdlets = (Get-Command -Module KaceAzureAd -CommandType Cmdlet).Name
    $types = (Get-Command -Module KaceAzureAd).OutputType.Name -like 'KaceAzureAd.*' -replace '\[\]$' | Sort-Object -Unique
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support/Testing.psm1" -Force
    Import-TestedModule
    $setting = New-KaceAadSetting https://a.example/t https://a.example/d https://a.example/o -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01

    # A value for a parameter of a mock. What only a cmdlet with a tenant returns is made without being filled.
    function Get-Argument([type] $Type) {
        if ($Type.IsArray) { $Type = $Type.GetElementType() }
        if ($Type -eq [KaceAzureAd.Kace.KaceAadSetting]) { $setting }
        elseif ($Type -eq [securestring]) { [Net.NetworkCredential]::new('', 'x').SecurePassword }
        elseif ($Type.IsEnum) { [enum]::GetValues($Type)[0] }
        elseif ($Type.FullName -like 'KaceAzureAd.*') { [Runtime.Serialization.FormatterServices]::GetUninitializedObject($Type) }
        else { 'https://a.example' }
    }
}

Describe 'The type <_>' -ForEach $types {
    It 'is found by its name, as an array, and in a list' {
        $type = $_ -as [type]
        $type.FullName | Should -Be $_
        "$_[]" -as [type] | Should -Be $type.MakeArrayType()
        ("System.Collections.Generic.List[$_]" -as [type]).GetGenericArguments() | Should -Be $type
    }

    It 'is found with its assembly' -Skip:($PSVersionTable.PSVersion.Major -lt 6) {
        $type = $_ -as [type]
        $type.AssemblyQualifiedName -as [type] | Should -Be $type
    }
}

Describe 'A name of a type' {
    It 'is the one of the objects that cmdlets return' {
        $setting -is [KaceAzureAd.Kace.KaceAadSetting] | Should -BeTrue
        $setting | Should -BeOfType ([KaceAzureAd.Kace.KaceAadSetting])
        (Get-KaceAadEnvironment Global) -is [KaceAzureAd.Kace.KaceAadSetting] | Should -BeFalse
        $setting -as [KaceAzureAd.Kace.KaceAadSetting] | Should -Be $setting
        ([KaceAzureAd.Kace.KaceAadSetting[]] $setting).Count | Should -Be 1
    }

    It 'may be that of a parameter, which takes nothing else' {
        function Test-Customer {
            param([Parameter(ValueFromPipeline)] [KaceAzureAd.Kace.KaceAadSetting] $Setting, [KaceAzureAd.Mobility.MdmUserScope] $Scope)
            "$Scope $($Setting.AppId)"
        }
        $setting | Test-Customer -Scope some | Should -Be "Some $($setting.AppId)"
        { Test-Customer -Setting 'text' } | Should -Throw
        { Test-Customer -Setting $setting -Scope nobody } | Should -Throw
    }

    It 'may be that of an enumeration' {
        [KaceAzureAd.Mobility.MdmUserScope] 'all' | Should -Be ([KaceAzureAd.Mobility.MdmUserScope]::All)
        'nobody' -as [KaceAzureAd.Mobility.MdmUserScope] | Should -BeNullOrEmpty
        [enum]::GetNames([KaceAzureAd.Checks.CheckStatus]) | Should -Contain 'Passed'
    }

    It 'may be that of an error that is caught' {
        $ErrorActionPreference = 'Stop'
        $caught = try { New-KaceAadSetting http://a.example/t https://a.example/d https://a.example/o }
        catch [KaceAzureAd.Errors.KaceAadException] { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'KaceAad.InvalidSettingUri*'
    }

    It 'may stand in a class, with using namespace' {
        $class = [scriptblock]::Create(@'
using namespace KaceAzureAd.Kace
class Customer {
    [KaceAadSetting] $Setting
    [KaceAzureAd.Sessions.KaceAadSession[]] $Sessions
    Customer([KaceAadSetting] $setting) { $this.Setting = $setting }
}
[Customer]::new($args[0])
'@)
        (& $class $setting).Setting | Should -Be $setting
    }

    It 'may stand in the class of a script that uses the module, where it is imported already' {
        $script = "$TestDrive/uses.ps1"
        Set-Content $script @"
using module '$(Get-TestedModule)'
using namespace KaceAzureAd.Kace
class Customer { [KaceAadSetting] `$Setting }
[Customer] @{ Setting = `$args[0] }
"@
        (& $script $setting).Setting | Should -Be $setting
    }
}

Describe 'Runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $module = Get-TestedModule
    }

    It 'name the same types side by side' {
        $types = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel { Import-Module $using:module; [KaceAzureAd.Kace.KaceAadSetting] }
        $types.Count | Should -Be 6
        $types | Sort-Object -Unique | Should -Be $setting.GetType()
    }

    It 'of thread jobs do, too' {
        $job = Start-ThreadJob { Import-Module $using:module; $using:setting -is [KaceAzureAd.Kace.KaceAadSetting] }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -BeTrue
    }
}

Describe 'A mock of <_>' -ForEach $cmdlets {
    BeforeAll {
        $name = $_
        Mock $name { 'mocked' }
    }

    It 'is called instead, with each parameter that has to be given' {
        $set = @((Get-Command $name -CommandType Cmdlet).ParameterSets | Sort-Object IsDefault -Descending)[0]
        $arguments = @{}
        $set.Parameters | Where-Object IsMandatory | ForEach-Object { $arguments[$_.Name] = Get-Argument $_.ParameterType }

        & $name @arguments | Should -Be 'mocked'
        Should -Invoke $name -Times 1 -Exactly
    }
}

Describe 'A mock' {
    It 'takes an object of the module, and is chosen by what it is' {
        Mock Get-KaceAadPlan { 'the plan' } -ParameterFilter { $Setting -is [KaceAzureAd.Kace.KaceAadSetting] -and $Setting.AppId }
        Mock Get-KaceAadPlan { 'another' }
        Get-KaceAadPlan $setting | Should -Be 'the plan'
        Should -Invoke Get-KaceAadPlan -Times 1 -Exactly -ParameterFilter { $Setting }
    }

    It 'refuses what the cmdlet refuses' {
        Mock Set-KaceMdmUserScope { 'mocked' }
        Set-KaceMdmUserScope $setting -Scope Some | Should -Be 'mocked'
        { Set-KaceMdmUserScope $setting -Scope Nobody } | Should -Throw
        { Set-KaceMdmUserScope 'no setting' -Scope Some } | Should -Throw
    }
}

Describe 'A proxy of <_>' -ForEach $cmdlets {
    It 'has the cmdlet''s parameters, each of its type' {
        $cmdlet = Get-Command $_ -CommandType Cmdlet
        . ([scriptblock]::Create("function Invoke-Proxy { $([Management.Automation.ProxyCommand]::Create($cmdlet)) }"))
        $proxy = Get-Command Invoke-Proxy
        foreach ($parameter in $cmdlet.Parameters.Values) {
            $proxy.Parameters[$parameter.Name].ParameterType | Should -Be $parameter.ParameterType
        }
    }
}
