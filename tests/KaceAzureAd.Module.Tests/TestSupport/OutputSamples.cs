using System.Management.Automation;
using System.Reflection;
using KaceAzureAd.Module.Tests.Cmdlets;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>
/// Outputs of every cmdlet, of every type that it writes, as real runs return them: of a tenant that is connected, one that gets
/// connected, one whose scope is Some, and of what fails.
/// </summary>
public abstract class OutputSamples : CmdletTest
{
    private const string Script = """
        $permissions = @(
            'User.Read', 'LicenseAssignment.Read.All', 'Policy.Read.DeviceConfiguration', 'GroupMember.Read.All'
            'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All'
            'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
        )
        $sessions = foreach ($tenant in $Rehearsal.Tenants) {
            Connect-KaceAad $tenant.Id -Environment Emulator -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', $permissions)
        }
        $settings = foreach ($tenant in $Rehearsal.Tenants) {
            $uris = $Rehearsal.SettingTextOf($tenant.Id) | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId
            $addresses = ($uris.TermsOfUseUri, $uris.DiscoveryUri, $uris.OnBoardUri).OriginalString
            @($tenant.Id; $addresses; $uris.AppId) -join ','
        }
        [System.IO.File]::WriteAllLines("$folder/tenants.csv", @('TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri,AppId') + $settings)
        $settings = Import-KaceAadSetting "$folder/tenants.csv"
        $setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId
        $consent = $sessions[0] | Get-KaceConsent -Setting $setting
        $before = $settings | Test-KaceAadConnection
        $plans = $settings | Get-KaceAadPlan -ReferenceConsent $consent
        $obstructed = $settings[1] | Get-KaceAadPlan
        $previewed = $settings[1] | Set-KaceAadConnection -WhatIf
        $journals = "$folder/journals/"
        $results = $settings | Set-KaceAadConnection -ReferenceConsent $consent -JournalPath $journals -Confirm:$false 6>$null
        $one = "$folder/one.journal.jsonl"
        $some = @{ AppId = $setting.AppId; Scope = 'Some'; Group = 'Windows Pilot', 'All Employees'; JournalPath = $one }
        $null = $sessions[0] | Set-KaceMdmUserScope @some
        $failed = $settings[0] | Set-KaceAadConnection -JournalPath "$folder/none/of/those/$([char] 0)" -Confirm:$false 6>$null 2>$null
        $path = "$folder/one.plan.json"
        $outputs = @(
            Get-KaceAadEnvironment; $sessions; $settings; $setting; $consent; $before
            $plans; $plans.Steps; $obstructed; $previewed; $results; $failed
            $settings | Test-KaceAadPrerequisite -DnsServer $Rehearsal.DnsServer
            $sessions | Get-KaceMobilityApp -Setting $setting
            $sessions | Get-KaceMdmUserScope -Setting $setting
            foreach ($one in $settings) { Compare-KaceMdmUri $one -Session $sessions }
            Compare-KaceAadConnection $before ($settings | Test-KaceAadConnection)
            Compare-KaceAadConnection $before @()
            $plans[1] | Export-KaceAadPlan $path
            Test-KaceAadConnection -Setting $settings[0] -Quiet
            $sessions[0] | Undo-KaceAadChange "$folder/one.journal.jsonl" -WhatIf
            $sessions[1] | Undo-KaceAadChange $journals -Confirm:$false
        )
        """;

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private readonly Loading.TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    /// <summary>What the script wrote, one list for all types.</summary>
    protected IReadOnlyList<PSObject> Outputs { get; private set; } = [];

    protected override Emulator.State.World LoadWorld() => Emulator.Scenarios.Scenario.Load("mixed");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // A shell has these commands by itself.
        Session.Engine.ImportModule(typeof(Microsoft.PowerShell.Commands.OutStringCommand).Assembly.Location);
        var result = Session.Engine.Invoke(Script + "\n$outputs", new Dictionary<string, object?> { ["folder"] = Folder });
        Outputs = Well(result).Output;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Those of a type, by its full name.</summary>
    protected IEnumerable<PSObject> Of(string type) => Outputs.Where(o => o.BaseObject.GetType().FullName == type);

    /// <summary>Of a type one for each kind: they differ in what is null and in what enumerations say.</summary>
    protected IReadOnlyList<PSObject> Kinds(string type) => [.. Of(type).DistinctBy(o => string.Join(' ', o.Properties.Select(Kind)))];

    private static string Kind(PSPropertyInfo property) => property.Value switch
    {
        null => "null",
        Enum or bool => $"{property.Value}",
        _ => "",
    };

    /// <summary>As Export-Clixml, a job or remoting bring an object back: the engine's own serializer does it for all of them.</summary>
    protected static PSObject ReadBack(PSObject value, int depth = 2) =>
        PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(value, depth)));

    /// <summary>The object itself, and as it is where each property that may be null is null: one at a time.</summary>
    protected static IEnumerable<(string Lacks, PSObject Value)> Variants(PSObject output)
    {
        yield return ("nothing", output);
        var nullability = new NullabilityInfoContext();
        foreach (var property in output.BaseObject.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Hidden);
            if (field is null || output.BaseObject is FileInfo || nullability.Create(property).ReadState != NullabilityState.Nullable)
                continue;

            var copy = typeof(object).GetMethod("MemberwiseClone", Hidden)!.Invoke(output.BaseObject, null)!;
            field.SetValue(copy, null);
            yield return (property.Name, PSObject.AsPSObject(copy));
        }
    }
}
