namespace KaceAzureAd.Operations;

/// <summary>Asked before each change to a tenant; false leaves it undone (a preview, or a person who declined).</summary>
/// <param name="target">What would be changed, as in "KACE Cloud in tenant contoso".</param>
/// <param name="action">What would be done, as in "Set the MDM user scope from None to All".</param>
public delegate Task<bool> ConfirmChange(string target, string action);
