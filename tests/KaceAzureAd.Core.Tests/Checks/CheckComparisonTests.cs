using KaceAzureAd.Checks;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>What drifted between two results.</summary>
public sealed class CheckComparisonTests
{
    [Theory]
    [InlineData(CheckStatus.Passed, CheckStatus.Warning, CheckChange.Worse)]
    [InlineData(CheckStatus.Warning, CheckStatus.Skipped, CheckChange.Worse)]
    [InlineData(CheckStatus.Skipped, CheckStatus.Failed, CheckChange.Worse)]
    [InlineData(CheckStatus.Failed, CheckStatus.Passed, CheckChange.Better)]
    [InlineData(CheckStatus.Skipped, CheckStatus.Warning, CheckChange.Better)]
    public void Better_and_worse_go_by_what_a_status_proves(CheckStatus before, CheckStatus after, CheckChange change)
    {
        var drift = Assert.Single(CheckComparison.Compare([new("t", "Consent", before, "a")], [new("t", "Consent", after, "b")]));

        Assert.Equal((change, "t", "Consent", before, after, "a", "b"), (drift.Change, drift.TenantId, drift.Name, drift.StatusBefore, drift.Status, drift.ActualBefore, drift.Actual));
        Assert.Equal($"{change}: Consent: {before} -> {after}", $"{drift}");
    }

    [Fact]
    public void The_same_status_on_other_grounds_is_a_change_and_on_the_same_ones_is_none()
    {
        Assert.Empty(CheckComparison.Compare([new("t", "Consent", CheckStatus.Passed, "a")], [new("T", "consent", CheckStatus.Passed, "a")]));
        var changed = Assert.Single(CheckComparison.Compare([new("t", "Consent", CheckStatus.Passed, "a")], [new("T", "consent", CheckStatus.Passed, "A")]));
        Assert.Equal((CheckChange.Changed, "T", "consent"), (changed.Change, changed.TenantId, changed.Name)); // As it is written now.
    }

    [Fact]
    public void What_came_and_what_went_is_told_beside_what_stayed()
    {
        var drifts = CheckComparison.Compare(
            [new("t", "Old", CheckStatus.Failed, "x"), new("t", "Both", CheckStatus.Passed, null)], [new("t", "Both", CheckStatus.Passed, null), new("u", "Old", CheckStatus.Passed, "y")]).ToList();

        Assert.Equal([(CheckChange.Removed, "t", "x", null), (CheckChange.Added, "u", null, "y")], drifts.Select(d => (d.Change, d.TenantId, d.ActualBefore, d.Actual)));
        Assert.Equal([(CheckStatus.Failed, null), (null, CheckStatus.Passed)], drifts.Select(d => (d.StatusBefore, d.Status)));
    }

    [Fact]
    public void Of_several_results_of_one_check_the_last_counts() => Assert.Empty(CheckComparison.Compare(
        [new("t", "Consent", CheckStatus.Failed, "a"), new("t", "Consent", CheckStatus.Passed, "a")], [new("t", "Consent", CheckStatus.Passed, "a")]));
}
