using KaceAzureAd.Errors;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace KaceAzureAd.Identity;

/// <summary>
/// Signs in as the managed identity of the Azure resource that this runs on, such as an Azure Automation account (facts.md 6.4).
/// </summary>
public sealed class ManagedIdentitySignIn : SignIn
{
    // Where no endpoint is announced, the library looks for that of a virtual machine, which elsewhere nobody answers.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManagedIdentityId _identity;

    private ManagedIdentitySignIn(ManagedIdentityId identity) => _identity = identity;

    /// <summary>The resource's own identity.</summary>
    public static ManagedIdentitySignIn SystemAssigned => new(ManagedIdentityId.SystemAssigned);

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.ManagedIdentity;

    internal override bool AsksForTenant => false;

    internal override string Again => "Check that the managed identity is still assigned to this resource, and run Connect-KaceAad again.";

    /// <summary>An identity assigned to the resource, by its client id.</summary>
    public static ManagedIdentitySignIn ByClientId(string clientId) =>
        new(ManagedIdentityId.WithUserAssignedClientId(SignInRequest.Client(clientId, "-ClientId or in KACEAAD_CLIENT_ID")));

    /// <summary>An identity assigned to the resource, by the object id of its service principal.</summary>
    public static ManagedIdentitySignIn ByObjectId(string objectId) =>
        new(ManagedIdentityId.WithUserAssignedObjectId(SignInRequest.Client(objectId, "-ObjectId")));

    /// <summary>An identity assigned to the resource, by its Azure resource id.</summary>
    public static ManagedIdentitySignIn ByResourceId(string resourceId) =>
        new(ManagedIdentityId.WithUserAssignedResourceId(GivenId.Trim(resourceId)));

    internal override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var client = ManagedIdentityApplicationBuilder.Create(_identity).For(request).Build();
        var resource = request.Environment.GraphEndpoint.GetLeftPart(UriPartial.Authority);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await MsalCall.RunAsync(() => AcquireAsync(null, limit.Token), e => SignInErrors.From(e, this, request), request);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is OperationCanceledException || e is KaceAadException { Code: var code } && code == ErrorCodes.ConnectionFailed))
        {
            throw Unavailable($"no managed identity endpoint answered within {Limit.TotalSeconds:0} seconds");
        }

        return new RepeatedTokens(this, request, AcquireAsync);

        Task<AuthenticationResult> AcquireAsync(string? claims, CancellationToken ct) => client.AcquireTokenForManagedIdentity(resource).WithClaims(claims).ExecuteAsync(ct);
    }

    /// <summary>There is no such identity here.</summary>
    internal static KaceAadException Unavailable(string why) => new(
        ErrorCodes.ManagedIdentityUnavailable, $"There is no managed identity to sign in with: {why}.",
        "Run this in an Azure resource that has a managed identity (an Automation account: Account Settings > Identity); for a user-assigned one give -ClientId, -ObjectId or -ResourceId, which are different things.");
}
