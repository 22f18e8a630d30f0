namespace KaceAzureAd.Identity;

/// <summary>How long a sign-in is remembered.</summary>
public enum ContextScope
{
    /// <summary>In memory, until the session is disconnected or the process ends.</summary>
    Process,

    /// <summary>In the platform's secure store of the signed-in user, until the session is disconnected; the next process need not ask again.</summary>
    CurrentUser,
}
