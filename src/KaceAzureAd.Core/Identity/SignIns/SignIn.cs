namespace KaceAzureAd.Identity;

/// <summary>One way of signing in.</summary>
public abstract class SignIn
{
    private protected SignIn()
    {
    }

    /// <summary>Which way this is.</summary>
    public abstract SignInMethod Method { get; }

    /// <summary>True where a person has to do something: such sign-ins come one after the other.</summary>
    public virtual bool IsInteractive => false;

    /// <summary>True where the sign-in service is asked for the tenant by name; else whatever tenant the token is for comes back and has to be compared.</summary>
    internal virtual bool AsksForTenant => true;

    /// <summary>What to do where the session can no longer be renewed.</summary>
    internal abstract string Again { get; }

    /// <summary>What was given for it and must never be shown.</summary>
    internal virtual IEnumerable<string> Secrets => [];

    internal abstract Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken);
}
