namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>Every cmdlet that sends something, and those that send nothing.</summary>
internal static class CmdletCases
{
    private const Requests Reads = Requests.Read | Requests.Item;
    private const Requests Writes = Requests.Read | Requests.Write;

    public static IReadOnlyList<CmdletCase> Sending { get; } =
    [
        new("Connect-KaceAad $domain -Environment Emulator -RefreshToken $refresh", Start.Empty, Requests.SignIn) { Variant = "-RefreshToken" },
        new("Connect-KaceAad $domain -Environment Emulator -Credential $credential", Start.Empty, Requests.SignIn) { Variant = "-Credential" },
        new("Connect-KaceAad $domain -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')", Start.Empty, Requests.SignIn) { Variant = "-AccessToken" },
        new("$Rehearsal.SettingText | ConvertFrom-KaceAadSetting -Environment Emulator", Start.Empty, Requests.KaceCloud) { Cmdlet = "ConvertFrom-KaceAadSetting" },
        new("New-KaceAadSetting $setting.TermsOfUseUri $setting.DiscoveryUri $setting.OnBoardUri -Environment Emulator", Start.Empty, Requests.KaceCloud),
        new("Import-KaceAadSetting $settings -Environment Emulator", Start.Empty, Requests.KaceCloud),
        new("Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer", Start.Empty, Reads),
        new("Get-KaceMobilityApp $setting", Start.Connected, Requests.Read),
        new("Get-KaceMobilityApp", Start.Connected, Reads) { Variant = "of all" },
        new("Add-KaceMobilityApp $setting", Start.Empty, Writes),
        new("Remove-KaceMobilityApp $setting -Confirm:$false", Start.Connected, Writes),
        new("Get-KaceMdmUserScope $setting", Start.Connected, Requests.Read),
        new("Set-KaceMdmUserScope $setting -Scope Some -Group 'Windows Pilot'", Start.Added, Writes),
        new("Compare-KaceMdmUri $setting", Start.Connected, Requests.Read),
        new("Set-KaceMdmUri $setting", Start.Added, Writes),
        new("Get-KaceConsent $setting", Start.Connected, Reads),
        new("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false", Start.Added, Writes | Requests.Item),
        new("Grant-KaceConsent $setting -Permission Device.Read.All -Type Application -Confirm:$false", Start.Added, Writes | Requests.Item) { Variant = "-Type Application" },
        new("Revoke-KaceConsent $setting -Confirm:$false", Start.Connected, Writes | Requests.Item),
        new("Get-KaceAadPlan $setting -ReferenceConsent $reference", Start.Empty, Reads),
        new("Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal -Confirm:$false", Start.Empty, Writes | Requests.Item),
        new("Undo-KaceAadChange $journal -Confirm:$false", Start.Connected, Writes | Requests.Item),
        new("Test-KaceAadConnection $setting", Start.Connected, Reads | Requests.KaceCloud),
    ];

    /// <summary>What sends nothing, and is therefore disturbed by nothing.</summary>
    public static IReadOnlyList<string> Silent { get; } =
    [
        "Disconnect-KaceAad",
        "Get-KaceAadSession -All",
        "Get-KaceAadEnvironment",
        "New-KaceAadEnvironment Another -SignInEndpoint https://sign-in.example -GraphEndpoint https://graph.example",
        "Export-KaceAadPlan $planFile -Plan $plan",
        "Import-KaceAadPlan $planFile",
        "Compare-KaceAadConnection $checks $checks",
        "Export-KaceAadReport $report -InputObject $checks",
    ];
}
