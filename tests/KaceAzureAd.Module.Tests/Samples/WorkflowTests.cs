using KaceAzureAd.Module.Tests.Cmdlets;
using YamlDotNet.RepresentationModel;

namespace KaceAzureAd.Module.Tests.Samples;

/// <summary>samples/github-actions: the workflow's own script, with the runner's environment and a token of the outside identity that the application trusts.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class WorkflowTests : SampleTest
{
    private const string Automation = "7f3c2a10-5b7e-4c55-9d64-0c0a70500502";
    private const string Subject = "repo:contoso/kace-connection:environment:production";

    private readonly Dictionary<string, string> _environment = [];

    protected override string ScenarioName => "app-only";

    private string Summary => Path.Combine(Folder, "summary");

    private string Results => Path.Combine(Folder, "kace-compliance.xml");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();

        // The runner's own, and the variables that the workflow asks the repository for: one that is not known here has no value.
        _environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://runner.example/token?api-version=2.0";
        _environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "runner";
        _environment["GITHUB_STEP_SUMMARY"] = Summary;
        await File.WriteAllTextAsync(Summary, "", Cancellation);
        var variables = new Dictionary<string, string> { ["KACEAAD_TENANT_ID"] = "contoso.example", ["KACEAAD_CLIENT_ID"] = Automation, ["KACEAAD_ENVIRONMENT"] = "Emulator" };
        foreach (var (name, value) in (YamlMappingNode)Job["env"])
            _environment[$"{name}"] = variables[$"{value}"["${{ vars.".Length..].Split(' ')[0]];
        foreach (var (name, value) in _environment)
            Environment.SetEnvironmentVariable(name, value);

        await File.WriteAllLinesAsync(Path.Combine(Folder, "kace-settings.csv"), ["TermsOfUseUri,DiscoveryUri,OnBoardUri", string.Join(',', Uris(Session.Stage.TenantId))], Cancellation);

        // Answers as the runner's endpoint is documented to.
        Run("""
            function global:Invoke-RestMethod {
                param([uri] $Uri, [hashtable] $Headers)
                if ("$Uri" -cne 'https://runner.example/token?api-version=2.0&audience=api://AzureADTokenExchange') { throw "404: $Uri" }
                if ($Headers.Authorization -cne 'Bearer runner') { throw '401' }
                [pscustomobject] @{ value = $token }
            }
            """, ("token", Session.Emulator.OutsideIdentityProvider.IssueToken(Subject)));
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var name in _environment.Keys)
            Environment.SetEnvironmentVariable(name, null);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void It_asks_for_the_token_that_it_needs()
    {
        var permissions = (YamlMappingNode)Workflow["permissions"];

        Assert.Equal("write", $"{permissions["id-token"]}");
        Assert.Equal("kace-compliance.xml", $"{Steps.Single(s => s.Children.ContainsKey("uses") && $"{s["uses"]}".Contains("upload", StringComparison.Ordinal))["with"]["path"]}");
    }

    [Fact]
    public void Of_a_connected_tenant_the_results_pass()
    {
        ConnectTenant();

        RunWell(Script);

        var results = System.Xml.Linq.XDocument.Load(Results);
        Assert.NotEmpty(results.Descendants("testcase"));
        Assert.Empty(results.Descendants("failure"));
        Assert.NotEmpty(results.Descendants("skipped"));
        Assert.Contains("MdmUserScope", File.ReadAllText(Summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_tenant_that_is_not_connected_the_step_fails_and_the_results_are_kept()
    {
        Assert.Contains("EnterpriseApplication", $"{Run(Script).Failure}", StringComparison.Ordinal);

        Assert.NotEmpty(System.Xml.Linq.XDocument.Load(Results).Descendants("failure"));
    }

    private static YamlMappingNode Workflow
    {
        get
        {
            var yaml = new YamlStream();
            using var text = File.OpenText(Sample("github-actions/kace-compliance.yml"));
            yaml.Load(text);
            return (YamlMappingNode)yaml.Documents[0].RootNode;
        }
    }

    private static YamlNode Job => Assert.Single(((YamlMappingNode)Workflow["jobs"]).Children).Value;

    private static IEnumerable<YamlMappingNode> Steps => ((YamlSequenceNode)Job["steps"]).Cast<YamlMappingNode>();

    // The step before it installs the module from a gallery, which cannot be reached. The bare engine has no Set-Location: relative paths are the folder's.
    private string Script => $"{Steps.Single(s => s.Children.TryGetValue("name", out var name) && $"{name}" == "Check the connection")["run"]}".Replace("./", Folder + "/", StringComparison.Ordinal);
}
