using System.Text.Json.Nodes;
using CsCheck;
using KaceAzureAd.Connection;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>A plan as a file: the same afterwards, or refused.</summary>
public sealed class PlanFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string PlanPath => _folder.File("tenant.plan.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_is_the_same_after_a_file_held_it() =>
        AnyPlan.Any.Sample(
            plan =>
            {
                PlanFile.Save(plan, PlanPath, replace: true);
                var read = PlanFile.Load(PlanPath);

                Assert.Equal(Shown(plan), Shown(read));
                Assert.Equal(Wanted(plan.WantedOptions), Wanted(read.WantedOptions));
                PlanComparison.DemandSame(plan, read);
            },
            iter: Samples.Of(100), threads: 1);

    [Fact]
    public void The_file_can_be_read_by_a_person()
    {
        PlanFile.Save(States.Plan(States.Nothing), PlanPath, replace: true);

        var text = File.ReadAllText(PlanPath);

        Assert.Contains("\"scope\": \"All\"", text, StringComparison.Ordinal);
        Assert.Contains("\"action\": \"Set the MDM user scope to All\"", text, StringComparison.Ordinal);
        Assert.Contains(States.Setting.DiscoveryUri.OriginalString, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    [InlineData("\u0001\u0002")]
    [InlineData("""{"record":"journal","schema":1}""")]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"wanted":null,"state":null}""")]
    public void A_file_that_is_no_plan_is_refused(string content)
    {
        File.WriteAllText(PlanPath, content);
        Refused();
    }

    [Fact]
    public void A_plan_of_a_newer_version_is_said_to_be_one()
    {
        PlanFile.Save(States.Plan(States.Nothing), PlanPath, replace: true);
        Edit(json => json["schema"] = 2);

        Assert.Equal($"'{PlanPath}' cannot be used as a plan: it was written by a newer version.", Refused().Message);
        Edit(json => json["schema"] = 0);
        Assert.Equal($"'{PlanPath}' cannot be used as a plan: it names no schema.", Refused().Message);
    }

    [Fact]
    public void A_plan_that_is_there_is_only_replaced_where_that_is_said()
    {
        PlanFile.Save(States.Plan(States.Nothing), PlanPath, replace: false);
        var first = File.ReadAllText(PlanPath);

        var error = Assert.Throws<KaceAadException>(() => PlanFile.Save(States.Plan(States.Connected), PlanPath, replace: false));

        Assert.Equal((ErrorCodes.PlanNotWritable, PlanPath, $"'{PlanPath}' is there already."), (error.Code, error.Target, error.Message));
        Assert.Equal(first, File.ReadAllText(PlanPath));
        PlanFile.Save(States.Plan(States.Connected), PlanPath, replace: true);
        Assert.NotEqual(first, File.ReadAllText(PlanPath));
    }

    [Theory]
    [InlineData("wanted/scope", "7")]
    [InlineData("wanted/scope", "\"7\"")]
    [InlineData("wanted/scope", "\"Unknown\"")]
    [InlineData("wanted/scope", "\"Some\"")]
    [InlineData("wanted/groups", "null")]
    [InlineData("wanted/groups", "[null]")]
    [InlineData("wanted/permissions", "null")]
    [InlineData("wanted/permissions", "[null]")]
    [InlineData("wanted/permissions", """[{"resourceAppId":null,"permission":null,"type":"Delegated"}]""")]
    [InlineData("wanted/permissions", """[{"resourceAppId":"r","permission":"p","type":"Whatever"}]""")]
    [InlineData("wanted/appId", "\"x\"")]
    [InlineData("wanted/discoveryUri", "\"http://a.example\"")]
    [InlineData("state/tenantId", "null")]
    [InlineData("state/tenantId", "\"x\\u001B\"")]
    [InlineData("state/appId", "null")]
    [InlineData("state/groups", "null")]
    [InlineData("state/groups", "[null]")]
    [InlineData("state/groups", """[{"id":null}]""")]
    [InlineData("state/consent", "null")]
    [InlineData("state/consent", "[null]")]
    [InlineData("state/otherMdms", "null")]
    [InlineData("state/otherMdms", "[null]")]
    [InlineData("state/onPremisesApps", "null")]
    [InlineData("state/onPremisesApps", "[null]")]
    [InlineData("state/application/id", "null")]
    [InlineData("state/entry/groups", "null")]
    [InlineData("state/entry/groups", "[null]")]
    [InlineData("state/entry/scope", "\"Everybody\"")]
    public void A_plan_with_a_part_that_cannot_be_is_refused(string part, string value)
    {
        // None: nothing of this is looked at while planning.
        PlanFile.Save(States.Plan(States.Connected, States.Options with { Scope = KaceAzureAd.Mobility.MdmUserScope.None }), PlanPath, replace: true);
        Edit(json =>
        {
            var names = part.Split('/');
            names[..^1].Aggregate((JsonNode)json, (node, name) => node[name]!)[names[^1]] = JsonNode.Parse(value);
        });

        Refused();
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData("missing/missing.json")]
    [InlineData("")]
    public void What_is_not_there_or_no_file_is_no_plan(string name)
    {
        Assert.Equal(ErrorCodes.InvalidPlan, Assert.Throws<KaceAadException>(() => PlanFile.Load(_folder.File(name))).Code);
        if (name != "missing.json")
        {
            var error = Assert.Throws<KaceAadException>(() => PlanFile.Save(States.Plan(States.Nothing), _folder.File(name), replace: true));
            Assert.Equal((ErrorCodes.PlanNotWritable, _folder.File(name)), (error.Code, error.Target));
        }
    }

    [Fact]
    public async Task A_full_disk_and_a_file_without_end_are_errors_and_end()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "These devices are Linux's.");
        Assert.Equal(ErrorCodes.PlanNotWritable, Assert.Throws<KaceAadException>(() => PlanFile.Save(States.Plan(States.Nothing), "/dev/full", replace: true)).Code);

        var reading = Task.Run(() => Assert.Throws<KaceAadException>(() => PlanFile.Load("/dev/zero")));
        Assert.Contains("too large", (await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_changed_in_a_plan_it_is_read_or_refused_and_what_is_read_can_be_used()
    {
        PlanFile.Save(States.Plan(States.Connected with { OtherMdms = [States.OtherMdm(KaceAzureAd.Mobility.MdmUserScope.All)], OnPremisesApps = [States.OnPremises] }), PlanPath, replace: true);
        var text = File.ReadAllText(PlanPath);
        var piece = Gen.OneOfConst("", "\"", "{", "}", "[", "]", ",", ":", "null", "0", "1e99", "\"x\"", "[null]", "{}", "\"\\uD800\"", "\u0000", "\"schema\": 1,", "\"All\"", "2026");
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 20], piece).Array[1, 3].Sample(
            edits =>
            {
                File.WriteAllText(PlanPath, edits.Aggregate(text, (t, e) => t[..Math.Min(e.Item1, t.Length)] + e.Item3 + t[Math.Min(e.Item1 + e.Item2, t.Length)..]));
                Used();
            },
            iter: Samples.Of(1500), threads: 1);
        Gen.Byte.Array[0, 100].Sample(
            bytes =>
            {
                File.WriteAllBytes(PlanPath, bytes);
                Refused();
            },
            iter: Samples.Of(200), threads: 1);
    }

    private static string Shown(KaceAadPlan plan) => $"{plan} {plan.MadeAt:O} {string.Join('\n', plan.Steps.Select(s => $"{s.Order} {s.Name} {s.OtherAppId} {s.Current} {s.Desired}"))} {string.Join('\n', plan.Obstacles)}";

    private static string Wanted(ConnectionOptions options) =>
        $"{options.Setting} {options.Setting.OnBoardUri} {options.Scope} {string.Join(",", options.Groups)} {string.Join(",", options.Permissions)} {options.ResolveConflict} {options.RemoveOnPremisesApp}";

    private void Edit(Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(PlanPath))!.AsObject();
        edit(json);
        File.WriteAllText(PlanPath, json.ToJsonString());
    }

    private KaceAadException Refused()
    {
        var error = Assert.Throws<KaceAadException>(() => PlanFile.Load(PlanPath));
        Assert.DoesNotContain(error.Message, char.IsControl);
        return error;
    }

    private void Used()
    {
        try
        {
            var plan = PlanFile.Load(PlanPath);
            plan.WantedOptions.Validate();
            _ = (plan.ToString(), plan.Needs.ToList(), PlanComparison.Differences(plan.State, States.Nothing).ToList());
        }
        catch (KaceAadException e)
        {
            Assert.DoesNotContain(e.Message, char.IsControl);
        }
    }
}
