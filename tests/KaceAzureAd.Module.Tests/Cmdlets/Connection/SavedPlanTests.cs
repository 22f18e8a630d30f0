namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>A plan that was saved and reviewed is done as it was reviewed, or not at all.</summary>
public sealed class SavedPlanTests : ConnectionTest
{
    private const string Apply = "Import-KaceAadPlan $file | Set-KaceAadConnection -JournalPath $journal -Confirm:$false ";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        RunWell($"$file = '{Path.Combine(Folder, "contoso.plan.json")}'");
    }

    [Fact]
    public void It_connects_a_tenant_that_still_is_as_it_was()
    {
        RunWell("Get-KaceAadPlan $setting -ReferenceConsent $reference | Export-KaceAadPlan $file");

        Assert.Equal("Connected", StatusOf(RunWell(Apply)));
        AssertNothingIsPlanned();
    }

    [Fact]
    public void The_plan_itself_can_be_piped()
    {
        Assert.Equal("Connected", StatusOf(RunWell("Get-KaceAadPlan $setting -ReferenceConsent $reference | Set-KaceAadConnection -JournalPath $journal -Confirm:$false")));
        AssertNothingIsPlanned();
    }

    [Theory]
    [InlineData("Add-KaceMobilityApp $setting > $null", "application was not there and is {")]
    [InlineData("Set-KaceMdmUserScope -AppId 0000000a-0000-0000-c000-000000000000 -Scope All > $null", "otherMdms was [] and is [")]
    public void It_says_what_changed_since_and_changes_nothing(string change, string said)
    {
        RunWell($"Get-KaceAadPlan $setting -ReferenceConsent $reference | Export-KaceAadPlan $file; {change}");
        var before = State();

        Assert.Contains(said, TheError(Run(Apply), "PlanOutdated"), StringComparison.Ordinal);

        Assert.Equal(before, State());
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void A_group_that_is_deleted_meanwhile_is_said_so_and_nothing_is_changed()
    {
        RunWell("Get-KaceAadPlan $setting -ReferenceConsent $reference -Scope Some -Group 'Windows Pilot' | Export-KaceAadPlan $file");
        Contoso.Groups.RemoveAll(g => g.DisplayName == "Windows Pilot");
        var before = State();

        Assert.Contains("7f3c2a10-5b7e-4c55-9d64-0c0a70500201", TheError(Run(Apply), "GroupNotFound"), StringComparison.Ordinal);

        Assert.Equal(before, State());
    }

    [Fact]
    public void A_plan_of_a_tenant_without_a_session_is_refused()
    {
        RunWell("Get-KaceAadPlan $setting -ReferenceConsent $reference | Export-KaceAadPlan $file");
        var path = Path.Combine(Folder, "contoso.plan.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(Contoso.Id, "4b2e9d31-0f0c-4a86-8f0a-6b6163650001", StringComparison.Ordinal));

        Assert.Contains("4b2e9d31-0f0c-4a86-8f0a-6b6163650001", TheError(Run(Apply), "NoSession"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{ "schema": 2 }""")]
    public void What_is_no_plan_is_refused(string content)
    {
        File.WriteAllText(Path.Combine(Folder, "contoso.plan.json"), content);

        TheError(Run(Apply), "InvalidPlan");
    }

    [Fact]
    public void A_plan_is_not_replaced_unless_forced()
    {
        RunWell("Get-KaceAadPlan $setting | Export-KaceAadPlan $file");

        RunIntoError("Get-KaceAadPlan $setting -Scope None | Export-KaceAadPlan $file", "PlanNotWritable");

        RunWell("Get-KaceAadPlan $setting -Scope None | Export-KaceAadPlan $file -Force");
        Assert.Contains("\"scope\": \"None\"", File.ReadAllText(Path.Combine(Folder, "contoso.plan.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Planning_makes_no_write_and_names_permissions_and_roles()
    {
        Session.Stage.ClearLog();

        var steps = RunWell("$plan = Get-KaceAadPlan $setting -ReferenceConsent $reference; $plan.Steps").Output;

        Assert.Empty(Writes);
        Assert.Equal(
            ["EnterpriseApplication", "MobilityEntry", "ChooseAutomated", "MdmUris", "Consent", "MdmUserScope", "VerifyInKaceCloud"], steps.Select(s => $"{s.Properties["Name"].Value}"));
        Assert.Equal([1, 2, 3, 4, 4, 5, 6], steps.Select(s => (int)s.Properties["Order"].Value));
        Assert.Equal("Cloud Device Administrator or Global Administrator", $"{steps[5].Properties["Role"].Value}");
        Assert.All(steps, s => Assert.NotEmpty($"{s.Properties["Reason"].Value}"));
        Assert.Equal("MdmUris Policy.ReadWrite.MobilityManagement", $"{Assert.Single(RunWell("\"$($plan.Steps[3].Name) $($plan.Steps[3].Permissions[0])\"").Output)}");
    }
}
