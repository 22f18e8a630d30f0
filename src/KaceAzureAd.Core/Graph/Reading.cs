using KaceAzureAd.Errors;

namespace KaceAzureAd.Graph;

/// <summary>What one read brought: a value, or the reason why there is none. Never both.</summary>
internal sealed record Reading<T>(T? Value, KaceAadException? Error, string? RequestId)
    where T : class
{
    /// <summary>True where Graph says that it is not there (404), which is an answer too.</summary>
    public bool IsAbsent => Error?.Code == ErrorCodes.NotFound;

    /// <summary>The same reading, of something made from the value.</summary>
    public Reading<TOther> Select<TOther>(Func<T, TOther> make)
        where TOther : class => new(Value is null ? null : make(Value), Error, RequestId);
}
