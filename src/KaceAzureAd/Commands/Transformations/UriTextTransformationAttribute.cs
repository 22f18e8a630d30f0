using System.Management.Automation;

namespace KaceAzureAd.Commands.Transformations;

/// <summary>Takes a Uri to the letter: PowerShell's own conversion to text would decode it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UriTextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is Uri uri ? uri.OriginalString : inputData;
}
