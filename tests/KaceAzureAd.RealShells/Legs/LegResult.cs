namespace KaceAzureAd.RealShells.Legs;

/// <summary>What came of a leg.</summary>
/// <param name="Name">The leg's.</param>
/// <param name="Tests">What ended in it.</param>
/// <param name="TriedAgain">How many processes were started once more, for the runtime under Wine had ended them.</param>
internal sealed record LegResult(string Name, IReadOnlyList<TestResult> Tests, int TriedAgain = 0)
{
    public int Passed => Tests.Count(t => t.Outcome == Outcome.Passed);

    public IReadOnlyList<TestResult> Failed => [.. Tests.Where(t => t.Outcome == Outcome.Failed)];

    public int LeftOut => Tests.Count(t => t.Outcome == Outcome.LeftOut);

    public override string ToString() =>
        $"{Name}: {Passed} passed, {Failed.Count} failed, {LeftOut} left out" + (TriedAgain > 0 ? $", {TriedAgain} processes tried again" : "");
}
