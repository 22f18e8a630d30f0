using System.Management.Automation;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Commands.Transformations;

/// <summary>Takes an environment or the name of one that is known in the runspace.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EnvironmentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string name)
        {
            return value;
        }

        var known = RunspaceState.Current.Environments.ToList();
        return known.Find(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentTransformationMetadataException($"{ErrorCodes.EnvironmentNotFound}: there is no environment named '{name}'. Known are {string.Join(", ", known)}; New-KaceAadEnvironment makes others.");
    }
}
