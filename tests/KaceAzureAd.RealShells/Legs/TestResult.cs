namespace KaceAzureAd.RealShells.Legs;

/// <summary>How one test ended.</summary>
internal enum Outcome
{
    Passed,
    Failed,

    /// <summary>It was not run.</summary>
    LeftOut,
}

/// <summary>One test of a leg.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Of a failure, what happened.</param>
/// <param name="Template">Its name without the values of a row, the same in each leg that has it; null where it has none.</param>
internal sealed record TestResult(string Name, Outcome Outcome, string Message = "", string? Template = null);
