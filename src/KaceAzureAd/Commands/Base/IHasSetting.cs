using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that takes KACE Cloud's settings: those that name their tenant are used with that tenant's session only.</summary>
internal interface IHasSetting
{
    KaceAadSetting? Setting { get; }
}
