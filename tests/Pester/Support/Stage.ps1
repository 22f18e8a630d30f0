# Run by the rehearsal (--script ... --keep): writes down what a shell needs to reach the emulated services, as JSON. Only what the bare engine has is used here.
$ErrorActionPreference = 'Stop'
$path = [System.Environment]::GetEnvironmentVariable('KACEAAD_TESTS_STAGE')

# An empty file says that it failed, for the emulator is kept all the same.
trap { [System.IO.File]::WriteAllText($path, '') }

$scopes = @(
    'User.Read', 'LicenseAssignment.Read.All', 'Policy.Read.DeviceConfiguration', 'GroupMember.Read.All', 'Policy.ReadWrite.MobilityManagement'
    'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
)

$tenants = foreach ($tenant in $Rehearsal.Tenants) {
    $token = $Rehearsal.AccessTokenIn($tenant.Id, 'admin', $scopes)
    @{
        Id = $tenant.Id
        SettingText = $Rehearsal.SettingTextOf($tenant.Id)
        AccessToken = [System.Net.NetworkCredential]::new('', $token).Password
    }
}

$stage = @{
    SignIn = $Rehearsal.Environment.SignInEndpoint.AbsoluteUri
    Graph = $Rehearsal.Environment.GraphEndpoint.AbsoluteUri
    Certificate = [System.Convert]::ToBase64String($Rehearsal.Environment.TrustedCertificate.RawData)
    DnsServer = $Rehearsal.DnsServer
    AppId = $Rehearsal.State.KaceCloud.AppId
    Tenants = @($tenants)
}

# Written beside and renamed, for somebody waits for the file.
$json = [System.Text.Json.JsonSerializer]::Serialize($stage, [System.Collections.Hashtable], [System.Text.Json.JsonSerializerOptions] $null)
[System.IO.File]::WriteAllText("$path.part", $json)
[System.IO.File]::Move("$path.part", $path)
