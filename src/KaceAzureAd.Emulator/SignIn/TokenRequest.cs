using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>A request to the token endpoint, from an app that may be used there.</summary>
/// <param name="Tenant">Null for <c>common</c> and <c>organizations</c>.</param>
/// <param name="RequestedTenant">How the address names it.</param>
internal sealed record TokenRequest(EmulatorContext Context, IFormCollection Form, Application App, Tenant? Tenant, string RequestedTenant)
{
    public World World => Context.World;

    public DateTimeOffset Now => Context.SignIn.Now;

    public string this[string parameter] => Form[parameter].ToString();

    public ScopeRequest Scopes => ScopeRequest.Parse(this["scope"], Context.Origins.Graph, World, RequestedTenant);
}
