using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// What a person does on the sign-in service's pages on behalf of one request: signs in, with a second factor where that is asked, then
/// perhaps decides about consent. It lives under its <see cref="Id"/>, which the pages carry in a hidden field. Its methods are called under
/// <see cref="World.Gate"/>.
/// </summary>
internal abstract class Interaction(EmulatorContext context, Application app, string requestedTenant)
{
    private (Tenant Tenant, User User)? _person;
    private SignInSession? _session;

    public string Id { get; } = SignInStore.NewHandle();

    public EmulatorContext Context { get; } = context;

    public World World => Context.World;

    public Application App { get; } = app;

    /// <summary>User name to begin with.</summary>
    public string? LoginHint { get; init; }

    /// <summary>Whether this sign-in is for another device.</summary>
    protected virtual bool IsDeviceCode => false;

    public bool IsSignedIn { get; private set; }

    public Tenant Tenant => _person?.Tenant ?? throw Refusals.InteractionUnknown();

    public User User => _person?.User ?? throw Refusals.InteractionUnknown();

    /// <summary>The directory roles that the person has in the tenant.</summary>
    protected IReadOnlyList<string> Roles => World.RolesOf(Tenant, User) ?? [];

    protected SignInSession Session => _session ?? throw Refusals.InteractionUnknown();

    /// <summary>Checks name and password, then whether app, tenant and conditions fit.</summary>
    public IResult SignIn(string userName, string password)
    {
        var asked = Lookup.Tenant(World, requestedTenant);
        var found = Lookup.User(World, asked, userName, password);
        Lookup.App(World, found.Tenant, requestedTenant, App.AppId);
        IsSignedIn = false;
        _person = found;
        _session = new SignInSession(Context.SignIn.Now, IsDeviceCode, HasSecondFactor: false);
        return Proceed();
    }

    /// <summary>The person approved the second factor.</summary>
    public IResult ApproveSecondFactor()
    {
        _session = Session with { HasSecondFactor = true };
        return Proceed();
    }

    /// <summary>What follows once the user is known: a question, or the end.</summary>
    public abstract IResult Continue();

    /// <summary>The person accepted what was asked.</summary>
    public abstract IResult Accept(bool forOrganization);

    /// <summary>The end without success.</summary>
    public abstract IResult Refuse(ErrorReport report);

    /// <summary>The refusal when the person presses Cancel.</summary>
    public abstract EntraException Declined();

    /// <summary>The tenant's conditions ended it, which the page says.</summary>
    public virtual void Stop(EntraException refusal)
    {
    }

    private IResult Proceed()
    {
        try
        {
            Conditions.Demand(Tenant, User, Session);
        }
        catch (EntraException refusal) when (refusal.Code == 50076)
        {
            return SignInPages.SecondFactor(this);
        }

        IsSignedIn = true;
        return Continue();
    }
}
