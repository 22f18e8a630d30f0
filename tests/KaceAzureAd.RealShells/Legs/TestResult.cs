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
/// <param name="Name">Its name, the same in each leg that has it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Of a failure, what happened.</param>
internal sealed record TestResult(string Name, Outcome Outcome, string Message = "");
