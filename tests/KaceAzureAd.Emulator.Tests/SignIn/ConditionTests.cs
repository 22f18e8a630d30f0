using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Emulator.Visitor;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Accounts that are disabled or need a second factor, and what Conditional Access blocks.</summary>
public sealed class ConditionTests : SignInTestBase
{
    private User Ordinary => Host.World.FindUser(ContosoWorld.Ordinary)!.Value.User;

    [Fact]
    public async Task A_second_factor_is_asked_in_the_browser_and_remembered_by_the_session()
    {
        Ordinary.ConditionalAccess.RequireSecondFactor = true;
        Host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        var client = PublicClient();
        var first = await client.AcquireTokenWithDeviceCode(["User.Read"], code => Visit(code, approves: true)).ExecuteAsync(Cancellation);
        var second = await client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation);

        Assert.NotEqual(first.AccessToken, second.AccessToken);
        Assert.Single(Host.Log.Entries, e => e.Path == "/common/secondfactor");
    }

    [Fact]
    public async Task A_second_factor_that_is_denied_ends_on_the_page()
    {
        Ordinary.ConditionalAccess.RequireSecondFactor = true;
        using var visitor = new PageVisitor(Host.TrustedCertificate) { ApprovesSecondFactor = false };
        var visit = await visitor.SignInAndAcceptAsync(Authorize(), ContosoWorld.Ordinary, ContosoWorld.Password, cancellationToken: Cancellation);

        Assert.Equal(400, visit.Status);
        Assert.Contains("AADSTS500121", visit.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve", "secondfactor")]
    [InlineData("accept", "decide")]
    public async Task Nobody_goes_past_a_second_factor_that_was_not_approved(string button, string path)
    {
        Ordinary.ConditionalAccess.RequireSecondFactor = true;
        var signIn = await PageAsync(Authorize());
        if (path == "decide")
        {
            Assert.Contains("Approve sign in request", await PostAsync("login", signIn, ("login", ContosoWorld.Ordinary), ("passwd", ContosoWorld.Password)), StringComparison.Ordinal);
        }

        Assert.Contains("AADSTS165000", await PostAsync(path, signIn, ("decision", button), ("secondFactor", button)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_without_the_second_factor_that_is_asked_now_has_to_go_back_to_the_browser(bool isSetUp)
    {
        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, ContosoWorld.CommandLineTools));
        Contoso.ConditionalAccess.RequireSecondFactor = true;
        Ordinary.HasSecondFactor = isSetUp;
        var (_, body) = await TokenAsync(refresh);

        Assert.Equal(("invalid_grant", "basic_action"), (body.GetProperty("error").GetString(), body.GetProperty("suberror").GetString()));
        Assert.Equal(isSetUp ? 50076 : 50079, body.GetProperty("error_codes")[0].GetInt32());
        var redeemed = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(
            () => ((IByRefreshToken)PublicClient()).AcquireTokenByRefreshToken(["User.Read"], refresh["refresh_token"]).ExecuteAsync(Cancellation));
        Assert.Equal(UiRequiredExceptionClassification.BasicAction, redeemed.Classification);
        Assert.Contains("capolids", redeemed.Claims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_second_factor_is_told_to_set_it_up()
    {
        Contoso.ConditionalAccess.RequireSecondFactor = true;
        Ordinary.HasSecondFactor = false;
        var visit = await VisitAsync(Authorize(), ContosoWorld.Ordinary);
        Assert.Contains("AADSTS50079", visit.Text, StringComparison.Ordinal);

        var failure = await Assert.ThrowsAnyAsync<MsalServiceException>(() => SignInAsync(ContosoWorld.Ordinary, "User.Read"));
        Assert.Contains("AADSTS50079", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_gets_no_further_and_keeps_nothing()
    {
        var (client, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        Ordinary.AccountEnabled = false;
        var silent = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(
            () => client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation));
        Assert.Contains("AADSTS50057", silent.Message, StringComparison.Ordinal);
        Assert.Contains("AADSTS50057", (await VisitAsync(Authorize(), ContosoWorld.Ordinary)).Text, StringComparison.Ordinal);
        Assert.Contains("AADSTS50126", (await VisitAsync(Authorize(), ContosoWorld.Ordinary, password: "wrong")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", true, 53003, UiRequiredExceptionClassification.MessageOnly)]
    [InlineData("all", false, 53003, UiRequiredExceptionClassification.MessageOnly)]
    [InlineData("device", true, 53000, UiRequiredExceptionClassification.AdditionalAction)]
    [InlineData("device", false, 53000, UiRequiredExceptionClassification.AdditionalAction)]
    public async Task Conditional_Access_blocks_a_tenant_or_a_user_in_the_browser_and_silently(string what, bool isTenant, int code, UiRequiredExceptionClassification classification)
    {
        var (client, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        var conditions = isTenant ? Contoso.ConditionalAccess : Ordinary.ConditionalAccess;
        conditions.BlockAll = what == "all";
        conditions.RequireCompliantDevice = what == "device";

        var silent = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(
            () => client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation));
        Assert.Contains($"AADSTS{code}", silent.Message, StringComparison.Ordinal);
        Assert.Equal(classification, silent.Classification);
        Assert.Contains($"AADSTS{code}", (await VisitAsync(Authorize(), ContosoWorld.Ordinary)).Text, StringComparison.Ordinal);

        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        Assert.Equal(isTenant ? 400 : 200, (await TokenAsync(Refresh(Host.RefreshToken(ContosoWorld.TenantId, ContosoWorld.AppAdmin, ContosoWorld.CommandLineTools)))).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Device_code_flow_can_be_blocked_alone(bool isOnThePage)
    {
        Contoso.ConditionalAccess.BlockDeviceCode = true;
        Host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        Host.SignIn.AutoApproveDeviceCodeAs = isOnThePage ? null : ContosoWorld.Ordinary;
        var failure = await Assert.ThrowsAnyAsync<MsalServiceException>(
            () => PublicClient().AcquireTokenWithDeviceCode(["User.Read"], code => isOnThePage ? Visit(code, approves: true) : Task.CompletedTask).ExecuteAsync(Cancellation));

        Assert.Contains("AADSTS53003", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Contoso.OAuth2PermissionGrants);
        Assert.Equal(ContosoWorld.TenantId, (await InteractiveAsync(ContosoWorld.TenantId, ContosoWorld.Ordinary, accept: true, "User.Read")).TenantId);
    }

    [Fact]
    public async Task A_block_of_device_code_flow_reaches_the_sessions_that_began_with_it()
    {
        var (client, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        Ordinary.ConditionalAccess.BlockDeviceCode = true;
        var silent = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(
            () => client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation));

        Assert.Contains("AADSTS53003", silent.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await TokenAsync(Refresh(Host.RefreshToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, ContosoWorld.CommandLineTools)))).Status);
    }

    private async Task Visit(DeviceCodeResult code, bool approves)
    {
        using var visitor = new PageVisitor(Host.TrustedCertificate) { DeviceCode = code.UserCode, ApprovesSecondFactor = approves };
        await visitor.SignInAndAcceptAsync(new Uri(code.VerificationUrl), ContosoWorld.Ordinary, ContosoWorld.Password, cancellationToken: Cancellation);
    }

    private Uri Authorize() => new(QueryHelpers.AddQueryString($"{Authority}/oauth2/v2.0/authorize", new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["client_id"] = ContosoWorld.CommandLineTools,
        ["redirect_uri"] = "http://localhost:1",
        ["response_type"] = "code",
        ["scope"] = "User.Read",
        ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ["code_challenge_method"] = "S256",
    }));
}
