using System.Management.Automation;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands.Transformations;

/// <summary>Takes KACE Cloud's settings for the tenant that they belong to: the engine would take their text for one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TenantOfSettingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is object[] several ? Array.ConvertAll(several, Tenant) : Tenant(inputData);

    // Where they name none, what is said instead ends up in the error that refuses it as a tenant. Empty would be refused without a word about which settings.
    private static object Tenant(object given) =>
        (given is PSObject wrapped ? wrapped.BaseObject : given) is KaceAadSetting setting ? setting.TenantId ?? $"no tenant, in {setting}" : given;
}
