namespace KaceAzureAd.Emulator.Visitor;

/// <summary>The page at which a visit ended.</summary>
/// <param name="Address">Its address, with whatever query it was given.</param>
/// <param name="Text">Its visible text.</param>
public sealed record VisitResult(Uri Address, int Status, string Title, string Text);
