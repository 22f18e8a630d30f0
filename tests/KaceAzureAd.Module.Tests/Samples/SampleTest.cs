using KaceAzureAd.Module.Tests.Cmdlets;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>A sample, run as its reader would run it; the emulated cloud is given to it by its -Environment.</summary>
public abstract class SampleTest : CmdletTest
{
    private readonly TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    /// <summary>Path of a file among the samples.</summary>
    protected static string Sample(string name) => Path.Combine([Paths.Root, "samples", .. name.Split('/')]);

    /// <summary>The three addresses of a tenant's page in KACE Cloud, in the order in which a file of settings has them.</summary>
    protected string[] Uris(string tenantId) =>
        [.. Session.Stage.SettingTextOf(tenantId).Split(['\r', '\n', '\t']).Where(l => l.StartsWith("https://", StringComparison.Ordinal))];

    /// <summary>The three parameters that runbooks take them by.</summary>
    protected string UriParameters => Uris(Session.Stage.TenantId) is [var terms, var discovery, var onBoard]
        ? $"-TermsOfUseUri '{terms}' -DiscoveryUri '{discovery}' -OnBoardUri '{onBoard}'"
        : throw new InvalidOperationException("The page has not three addresses.");

    /// <summary>Runs a script that has variables of its own.</summary>
    protected EngineResult Run(string script, params (string Name, object? Value)[] variables) =>
        Session.Engine.Invoke(script, variables.ToDictionary(v => v.Name, v => v.Value));

    /// <summary>An administrator connects the first tenant, and chooses Automated and Verify in KACE Cloud; no session of it is left.</summary>
    protected void ConnectTenant()
    {
        RunWell(Connect + Setting + $"$Rehearsal.AcceptInBrowser($setting.OnBoardUri); Set-KaceAadConnection $setting -JournalPath '{Path.Combine(Folder, "first.journal.jsonl")}' -Confirm:$false; Disconnect-KaceAad");
        Session.Stage.ChooseAutomated();
        Session.Stage.VerifyAzureADSettings();
        Assert.Empty(Session.Stage.Objections());
        Session.Stage.ClearLog();
    }

    /// <summary>The one value of a property among what a script wrote.</summary>
    protected static string TheOnly(EngineResult result, string type, string property) =>
        $"{Assert.Single(result.Output, o => o.TypeNames[0].EndsWith("." + type, StringComparison.Ordinal)).Properties[property].Value}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
