using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Services.Consent;

/// <summary>Consent that an administrator gives on Microsoft's page, which only the grants prove.</summary>
public sealed class BrowserConsentTests() : TenantTest("app-added")
{
    private int _shown;

    [Fact]
    public async Task The_page_is_shown_once_and_what_is_granted_there_is_waited_for_until_it_is_all_of_it()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["openid"], principalId: "7f3c2a10-5b7e-4c55-9d64-0c0a70500105");

        var granted = await GrantAsync(Accept);

        Assert.Equal(9, granted.Count);
        Assert.Equal($"Tenant {TenantId}: Open KACE Cloud's MDM On-Board URI, where an administrator grants consent to the application {KaceAppId}", Assert.Single(Asked.Texts));
        Assert.Equal(1, _shown);
    }

    [Fact]
    public async Task Consent_that_is_there_is_not_asked_for_again_unless_that_is_wanted()
    {
        Accept();

        Assert.Equal(8, (await GrantAsync(() => { })).Count);
        Assert.Equal(0, _shown);
        Assert.Equal(8, (await GrantAsync(() => { }, always: true)).Count);
        Assert.Equal(1, _shown);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_not_shown()
    {
        Asked.Answer = false;

        Assert.Empty(await GrantAsync(Accept));
        Assert.Equal(0, _shown);
    }

    [Fact]
    public async Task Where_nobody_accepts_it_says_what_to_do()
    {
        var error = await FailsAsync(ErrorCodes.ConsentNotSeen, () => GrantAsync(() => { }, limit: TimeSpan.FromMilliseconds(10)));

        Assert.Contains("accept", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(KaceAppId, error.Target);
    }

    [Fact]
    public async Task A_read_only_session_opens_no_page()
    {
        using var session = await SessionAsync(Admin, readOnly: true, AllScopes);

        await FailsAsync(ErrorCodes.ReadOnlySession, () => new ConsentService(session).GrantInBrowserAsync(KaceAppId, ShowAsync(Accept), true, TimeSpan.Zero, Asked.ConfirmAsync, Cancellation));
        Assert.Equal(0, _shown);
    }

    [Fact]
    public async Task It_is_written_down_as_a_change_with_what_was_granted_before_and_by_it()
    {
        var changes = Record();
        Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]);

        await GrantAsync(Accept, always: true);

        var (change, result) = Assert.Single(changes.Results);
        Assert.Equal((ChangeKind.BrowserConsent, KaceAppId, $"Consent in the browser to the application {KaceAppId}"), (change.Kind, (string?)change.Target["appId"], change.Words));
        Assert.Equal("email", Assert.Single(ConsentValue.FromJson(change.Before)).Permission);
        Assert.Equal(9, ConsentValue.FromJson(result).Count);
    }

    private void Accept() => World.ConsentTenantWide(Contoso, World.FindApplication(KaceAppId)!.Value.App);

    private Func<Task> ShowAsync(Action person) => () =>
    {
        _shown++;
        person();
        return Task.CompletedTask;
    };

    private Task<IReadOnlyList<KaceConsent>> GrantAsync(Action person, bool always = false, TimeSpan? limit = null) =>
        new ConsentService(Session).GrantInBrowserAsync(KaceAppId, ShowAsync(person), always, limit ?? TimeSpan.FromSeconds(20), Asked.ConfirmAsync, Cancellation);
}
