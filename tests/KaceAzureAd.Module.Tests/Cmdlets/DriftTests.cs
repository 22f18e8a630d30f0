using System.Management.Automation;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Compare-KaceAadConnection.</summary>
public sealed class DriftTests : CmdletTest
{
    protected override string ScenarioName => "connected";

    [Fact]
    public void Nothing_drifted_where_nothing_changed() =>
        Assert.Empty(RunWell(Connect + Setting + "Compare-KaceAadConnection (Test-KaceAadConnection $setting) (Test-KaceAadConnection $setting)").Output);

    [Fact]
    public void What_became_worse_and_better_is_told_also_against_a_result_that_was_kept()
    {
        RunWell(Connect + Setting + "$before = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Test-KaceAadConnection $setting), 3))");
        KacePolicy.AppliesTo = "none";

        var worse = RunWell("$after = Test-KaceAadConnection $setting; Compare-KaceAadConnection $before $after").Output.Single();
        Assert.Equal(("MdmUserScope", "Worse", "Passed", "Failed"), Told(worse));

        var better = RunWell("$after | Compare-KaceAadConnection $after[0..20]; Compare-KaceAadConnection $after $before").Output.Single();
        Assert.Equal(("MdmUserScope", "Better", "Failed", "Passed"), Told(better));
    }

    [Fact]
    public void Checks_that_came_or_went_are_told() =>
        Assert.Equal(["Removed", "Added"], Values(Connect + Setting + "Compare-KaceAadConnection (Test-KaceAadConnection $setting -Name Consent) (Test-KaceAadConnection $setting -Name MobilityPolicy)", "Change"));

    [Fact]
    public void What_is_no_result_is_refused() => Assert.Contains("Test-KaceAadConnection", RunIntoError("Compare-KaceAadConnection 'x' 'y'", "NotACheck"), StringComparison.Ordinal);

    private static (string, string, string, string) Told(PSObject drift) =>
        ($"{drift.Properties["Name"].Value}", $"{drift.Properties["Change"].Value}", $"{drift.Properties["StatusBefore"].Value}", $"{drift.Properties["Status"].Value}");
}
