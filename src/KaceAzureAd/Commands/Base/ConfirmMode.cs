using System.Management.Automation;

namespace KaceAzureAd.Commands;

/// <summary>How questions are to be taken.</summary>
internal enum ConfirmMode
{
    /// <summary>A person is asked.</summary>
    Ask,

    /// <summary>Nobody is asked, and it is done.</summary>
    Never,

    /// <summary>Nobody is asked, and it is not done.</summary>
    Preview,
}

/// <summary>
/// What -WhatIf and -Confirm mean: the cmdlet's own, else the caller's, which come as $WhatIfPreference and $ConfirmPreference. It is as
/// PowerShell itself takes them in ShouldProcess, for every other question too, also of cmdlets that change nothing themselves.
/// </summary>
internal static class ConfirmModes
{
    /// <summary>For a cmdlet's bound parameters, and its caller's variables.</summary>
    public static ConfirmMode Of(IReadOnlyDictionary<string, object> parameters, Func<string, object?> variable) =>
        Switch(parameters, "WhatIf") ?? IsTrue(variable("WhatIfPreference")) ? ConfirmMode.Preview
        : Switch(parameters, "Confirm") ?? Impact(variable("ConfirmPreference")) != ConfirmImpact.None ? ConfirmMode.Ask
        : ConfirmMode.Never;

    private static bool? Switch(IReadOnlyDictionary<string, object> parameters, string name) =>
        parameters.TryGetValue(name, out var value) && value is SwitchParameter given ? given.IsPresent : null;

    // As a text the engine takes 'false' for what it says, though a text that is not empty is true elsewhere.
    private static bool IsTrue(object? preference) =>
        !string.Equals($"{preference}", bool.FalseString, StringComparison.OrdinalIgnoreCase) && LanguagePrimitives.IsTrue(preference);

    private static ConfirmImpact Impact(object? preference) =>
        LanguagePrimitives.TryConvertTo<ConfirmImpact>(preference, out var impact) ? impact : ConfirmImpact.High;
}
