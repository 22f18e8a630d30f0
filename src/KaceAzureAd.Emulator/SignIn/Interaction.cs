using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// What a person does on the sign-in service's pages on behalf of one request: signs in, then perhaps decides about consent.
/// It lives under its <see cref="Id"/>, which the pages carry in a hidden field. Its methods are called under <see cref="World.Gate"/>.
/// </summary>
internal abstract class Interaction(EmulatorContext context, Application app, string requestedTenant)
{
    private (Tenant Tenant, User User)? _signedIn;

    public string Id { get; } = SignInStore.NewHandle();

    public EmulatorContext Context { get; } = context;

    public World World => Context.World;

    public Application App { get; } = app;

    /// <summary>User name to begin with.</summary>
    public string? LoginHint { get; init; }

    public bool IsSignedIn => _signedIn is not null;

    public Tenant Tenant => _signedIn?.Tenant ?? throw Refusals.InteractionUnknown();

    public User User => _signedIn?.User ?? throw Refusals.InteractionUnknown();

    /// <summary>Checks name and password, then whether app and tenant fit.</summary>
    public void SignIn(string userName, string password)
    {
        var asked = Lookup.Tenant(World, requestedTenant);
        var found = Lookup.User(World, asked, userName, password);
        Lookup.App(World, found.Tenant, requestedTenant, App.AppId);
        _signedIn = found;
    }

    /// <summary>What follows once the user is known: a question, or the end.</summary>
    public abstract IResult Continue();

    /// <summary>The person accepted what was asked.</summary>
    public abstract IResult Accept(bool forOrganization);

    /// <summary>The end without success.</summary>
    public abstract IResult Refuse(ErrorReport report);

    /// <summary>The refusal when the person presses Cancel.</summary>
    public abstract EntraException Declined();
}
