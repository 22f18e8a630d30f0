namespace KaceAzureAd.Identity;

/// <summary>One way of signing in.</summary>
public abstract class SignIn
{
    private protected SignIn()
    {
    }

    /// <summary>Which way this is.</summary>
    public abstract SignInMethod Method { get; }

    internal abstract Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken);
}
