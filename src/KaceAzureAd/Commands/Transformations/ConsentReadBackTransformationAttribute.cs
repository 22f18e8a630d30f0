using System.Collections;
using System.Management.Automation;
using KaceAzureAd.Consent;

namespace KaceAzureAd.Commands.Transformations;

/// <summary>
/// Takes consent that was kept in a file or came from another process (Import-Clixml, a job) for what it was: the engine makes objects of
/// their settable properties, but not where one is computed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConsentReadBackTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string ReadBack = "Deserialized." + typeof(KaceConsent).FullName;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObject.AsPSObject(inputData).BaseObject switch
        {
            object[] several => several.Select(One).ToArray(),
            ArrayList several => several.Cast<object>().Select(One).ToArray(),
            _ => One(inputData),
        };

    private static object One(object given)
    {
        if (given is not PSObject read || !read.TypeNames.Contains(ReadBack))
        {
            return given;
        }

        // Null is left out: as a text it would come out empty.
        var values = new Hashtable();
        foreach (var property in typeof(KaceConsent).GetProperties().Where(p => p.CanWrite && read.Properties[p.Name]?.Value is not null))
        {
            values.Add(property.Name, read.Properties[property.Name].Value);
        }

        return values;
    }
}
