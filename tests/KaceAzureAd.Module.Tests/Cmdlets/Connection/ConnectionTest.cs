using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Connecting a tenant by one command, with the consent of a tenant where all is well, so that nobody has to sit at a browser.</summary>
public abstract class ConnectionTest : CmdletTest
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The command without its own options: nobody is asked anything.</summary>
    protected const string Set = "Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal -Confirm:$false ";

    protected const string Undo = "Undo-KaceAadChange $journal -Confirm:$false ";

    protected string Folder => _folder.Path;

    protected string JournalPath => Path.Combine(Folder, "contoso.journal.jsonl");

    /// <summary>What KACE Cloud's application asks for, as Get-KaceConsent shows it in a tenant where an administrator accepted it.</summary>
    internal static string Reference(World world)
    {
        var appId = world.KaceCloud.AppId;
        var consents = world.FindApplication(appId)!.Value.App.RequiredResourceAccess.SelectMany(r =>
            r.Scopes.Select(s => (Permission: s, Type: "Delegated", r.ResourceAppId)).Concat(r.Roles.Select(s => (Permission: s, Type: "Application", r.ResourceAppId))));
        return "$reference = @(" + string.Join(", ", consents.Select(c =>
            $"@{{ TenantId = 'reference'; AppId = '{appId}'; Permission = '{c.Permission}'; Type = '{c.Type}'; ResourceAppId = '{c.ResourceAppId}'; IsTenantWide = $true }}")) + ");";
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        RunWell(Connect + Setting + Reference(World) + $"$journal = '{JournalPath}'");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The result of the one tenant, and its status.</summary>
    protected static string StatusOf(EngineResult result) => $"{result.Output[0].Properties["Status"].Value}";

    /// <summary>Asserts that the plan of the state reached is empty.</summary>
    protected void AssertNothingIsPlanned(string options = "") =>
        Assert.Equal("True", Assert.Single(Values("Get-KaceAadPlan $setting -ReferenceConsent $reference " + options, "IsConnected")));

    /// <inheritdoc cref="TenantStates.Of"/>
    protected string State() => TenantStates.Of(World, Contoso);

    /// <inheritdoc cref="TenantStates.Copy"/>
    protected string Copy() => TenantStates.Copy(World);

    /// <inheritdoc cref="TenantStates.Restore"/>
    protected void Restore(string copy) => TenantStates.Restore(World, copy);
}
