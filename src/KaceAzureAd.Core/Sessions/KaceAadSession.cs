using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Sessions;

/// <summary>
/// A signed-in connection to one tenant. It can be shared between threads. No public member holds a token, so that nothing that formats
/// or serializes it can show one.
/// </summary>
public sealed class KaceAadSession : IDisposable
{
    private readonly Lazy<GraphTransport> _graph;
    private readonly Tokens _tokens;
    private readonly string? _askedFor;
    private AccessTokenClaims _claims;

    private KaceAadSession(SignInMethod method, SignInRequest request, bool readOnly, ITokenSource tokens, AccessTokenClaims claims)
    {
        _claims = claims;
        SignInMethod = method;
        Environment = request.Environment;
        TenantId = claims.TenantId!;
        _askedFor = request.TenantId;
        ClientId = claims.ClientId ?? request.ClientId;
        ContextScope = request.ContextScope;
        IsReadOnly = readOnly;
        _tokens = new Tokens(this, tokens);
        _graph = new Lazy<GraphTransport>(() => new GraphTransport(Environment, _tokens));
    }

    /// <summary>The tenant's id, a GUID.</summary>
    public string TenantId { get; }

    /// <summary>Who is signed in: the user principal name, or the application of an app-only session.</summary>
    public string? Account => _claims.Account;

    /// <summary>Account, or where no person is signed in, the application.</summary>
    internal string Name => Account ?? ClientId ?? "an application";

    /// <summary>How it was signed in.</summary>
    public SignInMethod SignInMethod { get; }

    /// <summary>The cloud. Tokens of this session go only to its Graph.</summary>
    public KaceAadEnvironment Environment { get; }

    /// <summary>appId of the client that signed in; null where neither the token nor the caller tells.</summary>
    public string? ClientId { get; }

    /// <summary>How long the sign-in is remembered.</summary>
    public ContextScope ContextScope { get; }

    /// <summary>What was granted: delegated scopes, or the application roles of an app-only session.</summary>
    public IReadOnlyList<string> Scopes => _claims.Permissions;

    /// <summary>True where no person is signed in.</summary>
    public bool IsAppOnly => _claims.IsAppOnly;

    /// <summary>True where the session was asked for with read permissions only; it then refuses to write whatever it was granted.</summary>
    public bool IsReadOnly { get; }

    /// <summary>When the present token ends, UTC. A session that can be renewed lives longer.</summary>
    public DateTimeOffset ExpiresOn => _claims.ExpiresOn;

    /// <summary>Object id of the account in the tenant.</summary>
    public string? AccountId => _claims.ObjectId;

    /// <summary>True once it was disconnected.</summary>
    public bool IsDisconnected => _tokens.AreForgotten;

    /// <summary>The way to Graph.</summary>
    internal GraphTransport Graph => _tokens.AreForgotten ? throw Disconnected() : _graph.Value;

    /// <summary>True where this is the tenant that is meant.</summary>
    /// <param name="tenant">A tenant's id, or a domain of it; one that was not signed in with is looked up.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c> where it is neither, or no tenant has this domain.</exception>
    public async Task<bool> IsOfAsync(string tenant, CancellationToken cancellationToken)
    {
        var meant = SignInRequest.Tenant(tenant);
        return IsSame(meant, TenantId) || (GivenId.Of(meant) is null
            && (IsSame(meant, _askedFor) || IsSame(await TenantIds.FindAsync(Environment, meant, cancellationToken), TenantId)));
    }

    /// <summary>Signs in.</summary>
    /// <param name="signIn">How.</param>
    /// <param name="request">Whom, where, for what.</param>
    /// <param name="readOnly">Whether the session refuses to write.</param>
    /// <param name="cancellationToken">Ends waiting for a person.</param>
    /// <exception cref="KaceAadException">The tenant cannot be one, signing in failed, or the token is for another cloud or tenant than asked for.</exception>
    public static async Task<KaceAadSession> ConnectAsync(SignIn signIn, SignInRequest request, bool readOnly, CancellationToken cancellationToken)
    {
        request = request.Validated();
        var tokens = await signIn.SignInAsync(request, cancellationToken);
        try
        {
            var claims = (await tokens.GetTokenAsync(null, cancellationToken)).Claims;
            await CheckAsync(claims, signIn, request, cancellationToken);
            return new KaceAadSession(signIn.Method, request, readOnly, tokens, claims);
        }
        catch
        {
            tokens.Dispose();
            throw;
        }
    }

    /// <summary>Fails before any request where the session cannot do this.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.DelegatedSessionRequired</c>, <c>KaceAad.ReadOnlySession</c> or <c>KaceAad.MissingScope</c>.</exception>
    internal void Demand(TenantOperation operation)
    {
        if (Objection(operation) is { } objection)
        {
            throw objection;
        }
    }

    /// <summary>Why the session cannot do this, as far as its token tells; null where it can.</summary>
    internal KaceAadException? Objection(TenantOperation operation)
    {
        if (operation.DelegatedOnly && IsAppOnly)
        {
            return new KaceAadException(
                ErrorCodes.DelegatedSessionRequired,
                $"An application alone cannot {operation.Name}: Microsoft Graph allows it only on behalf of a signed-in administrator, and this session of '{Name}' is app-only.",
                "Sign in as an administrator with Connect-KaceAad (browser or -DeviceCode), or bring an administrator's delegated token with -AccessToken.") { Target = TenantId };
        }

        if (operation.IsWrite && IsReadOnly)
        {
            return new KaceAadException(
                ErrorCodes.ReadOnlySession, $"This session is read-only and cannot {operation.Name}.", "Run Connect-KaceAad without -ReadOnly.") { Target = TenantId };
        }

        return Allows(operation)
            ? null
            : new KaceAadException(
                ErrorCodes.MissingScope, $"The session lacks the permission to {operation.Name}: it needs {operation.ScopesInWords}, and was granted {(Scopes.Count == 0 ? "none" : string.Join(", ", Scopes))}.",
                IsAppOnly ? $"Grant the application permission {operation.Scopes[0]} to the application {ClientId}, and run Connect-KaceAad again." : $"Run Connect-KaceAad again and consent to {operation.Scopes[0]}.")
            {
                Target = TenantId,
                MissingScope = operation.Scopes[0],
            };
    }

    /// <summary>True where the session was granted what this needs, as far as its token tells.</summary>
    internal bool Allows(TenantOperation operation) =>
        !(operation.DelegatedOnly && IsAppOnly)
        && operation.Scopes.Any(s => Scopes.Contains(s, StringComparer.OrdinalIgnoreCase));

    /// <summary>True where the person can be asked to consent to more permissions (<see cref="AskForAsync"/>).</summary>
    public bool CanAskForMore => _tokens.CanAskForMore;

    /// <summary>Asks the person, in the way in which the session was signed in, to consent to one more permission.</summary>
    /// <param name="scope">Its short name, as in Policy.Read.All.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KaceAadException">Signing in failed, or consent was declined.</exception>
    public Task AskForAsync(string scope, CancellationToken cancellationToken) => _tokens.AskForMoreAsync([scope], cancellationToken);

    /// <summary>Ends the session: its tokens are forgotten, also in the platform's secure store where it is kept there.</summary>
    public async Task DisconnectAsync()
    {
        await _tokens.ForgetAsync();
        Dispose();
    }

    /// <summary>Forgets the tokens in memory and ends what is under way.</summary>
    public void Dispose()
    {
        _tokens.Dispose();
        if (_graph.IsValueCreated)
        {
            _graph.Value.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} in {TenantId} ({Environment})";

    private static bool IsSame(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private KaceAadException Disconnected() => new(
        ErrorCodes.SessionDisconnected, $"The session of {Name} in tenant {TenantId} was disconnected.", "Run Connect-KaceAad again.") { Target = TenantId };

    private static async Task CheckAsync(AccessTokenClaims claims, SignIn signIn, SignInRequest request, CancellationToken cancellationToken)
    {
        // Audiences of Graph tokens: the cloud's Graph address, or Graph's own appId.
        var forThisCloud = claims.Audience == "00000003-0000-0000-c000-000000000000"
            || (Uri.TryCreate(claims.Audience, UriKind.Absolute, out var audience) && request.Environment.IsGraph(audience));
        if (!forThisCloud)
        {
            throw new KaceAadException(
                ErrorCodes.TokenForAnotherCloud,
                $"The token is for '{claims.Audience}', not for Microsoft Graph of the environment {request.Environment} ({request.Environment.GraphEndpoint.GetLeftPart(UriPartial.Authority)}).",
                "Get a token for this Graph, or name the token's cloud with -Environment.") { Target = claims.Audience };
        }

        if (claims.TenantId is null)
        {
            throw new KaceAadException(ErrorCodes.InvalidAccessToken, "The access token names no tenant.", "Give a Microsoft Entra access token for Microsoft Graph.");
        }

        // The token names its tenant by id; where a domain was asked for, its id is looked up, unless the sign-in service did so already.
        var wanted = request.TenantId is null || Guid.TryParse(request.TenantId, out _) ? request.TenantId
            : signIn.AsksForTenant ? null
            : await TenantIds.FindAsync(request.Environment, request.TenantId, cancellationToken);
        if (wanted is not null && !string.Equals(claims.TenantId, wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw SignInErrors.AnotherTenant(claims.TenantId, wanted == request.TenantId ? wanted : $"{request.TenantId} ({wanted})");
        }
    }

    /// <summary>Keeps what the session shows (scopes, expiry) in step with the token in use, until it forgets them.</summary>
    private sealed class Tokens(KaceAadSession session, ITokenSource source) : ITokenSource
    {
        private ITokenSource? _source = source;

        public bool AreForgotten => Volatile.Read(ref _source) is null;

        public bool CanAskForMore => Volatile.Read(ref _source)?.CanAskForMore == true;

        private ITokenSource Source => Volatile.Read(ref _source) ?? throw session.Disconnected();

        public async Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken)
        {
            var token = await Source.GetTokenAsync(challenge, cancellationToken);
            session._claims = token.Claims;
            return token;
        }

        public async Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
        {
            await Source.AskForMoreAsync(scopes, cancellationToken);
            await GetTokenAsync(null, cancellationToken);
        }

        public Task ForgetAsync() => Volatile.Read(ref _source)?.ForgetAsync() ?? Task.CompletedTask;

        public void Dispose() => Interlocked.Exchange(ref _source, null)?.Dispose();
    }
}
