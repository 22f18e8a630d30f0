using System.Text.Json.Nodes;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Graph.Changes;

/// <summary>Is told of every write, before it is made and after.</summary>
internal interface IChangeRecorder
{
    /// <summary>A write is about to be made. Where this throws, it is not.</summary>
    /// <returns>Its number.</returns>
    int Begin(Change change);

    /// <summary>It was made.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="requestId">Graph's request id.</param>
    /// <param name="result">What the answer tells, such as the id of a new object.</param>
    void Done(int number, string? requestId, JsonObject? result);

    /// <summary>It was refused, or nobody knows what became of it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="error">Why.</param>
    /// <param name="isRefused">True where it certainly was not made.</param>
    void Failed(int number, KaceAadException error, bool isRefused);
}

/// <summary>The recorder of the running operation. It flows with the asynchronous context, as <see cref="Operations.OperationLog"/> does.</summary>
internal static class ChangeRecorder
{
    private static readonly AsyncLocal<IChangeRecorder?> Ambient = new();

    /// <summary>The recorder of the running operation; null where changes are not written down.</summary>
    public static IChangeRecorder? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
