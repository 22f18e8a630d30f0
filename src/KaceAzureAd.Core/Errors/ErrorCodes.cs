namespace KaceAzureAd.Errors;

/// <summary>A stable error code: what scripts match on.</summary>
/// <param name="Name">The code without prefix; PowerShell shows <c>KaceAad.</c> before it.</param>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="Meaning">What it means, one sentence, as in the documentation.</param>
public sealed record ErrorCode(string Name, ErrorKind Kind, string Meaning)
{
    /// <summary>The whole id: <c>KaceAad.</c> and the name.</summary>
    public string Id => "KaceAad." + Name;

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>Every error code there is. <c>docs/errors.md</c> lists the same; a test holds the two together.</summary>
public static partial class ErrorCodes
{
    // Lazy: the codes stand in the folders that raise them, and the order in which partial files initialise is not defined.
    private static readonly Lazy<IReadOnlyList<ErrorCode>> Codes = new(() =>
    [
        .. typeof(ErrorCodes).GetFields().Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!)
            .OrderBy(c => c.Name, StringComparer.Ordinal),
    ]);

    /// <summary>Every code, by name.</summary>
    public static IReadOnlyList<ErrorCode> All => Codes.Value;
}
