using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>The services' clock, which need not be this machine's.</summary>
public sealed class ClockTests : SignInTestBase
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_hours_difference_makes_a_certificates_assertion_worthless(int hours)
    {
        var app = Host.World.FindApplication(ContosoWorld.WebAppId)!.Value.App;
        using var certificate = TestCertificate.Create();
        app.AddCertificate(certificate);
        Host.SignIn.ClockOffset = TimeSpan.FromHours(hours);
        var failure = await Assert.ThrowsAsync<MsalServiceException>(
            () => ConfidentialClient(a => a.WithCertificate(certificate)).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation));

        Assert.Contains("AADSTS700024", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Current time: {(DateTimeOffset.UtcNow + Host.SignIn.ClockOffset).UtcDateTime.ToString("yyyy-MM-ddTHH:", CultureInfo.InvariantCulture)}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task All_that_the_services_say_is_by_their_clock(int hours)
    {
        Host.SignIn.ClockOffset = TimeSpan.FromHours(hours);
        var token = await ValidatedAsync(Host.AccessToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, "User.Read"));
        Assert.InRange(token.IssuedAt - DateTime.UtcNow, TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1), TimeSpan.FromHours(hours));
        Assert.InRange(token.ValidTo - token.ValidFrom, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        using var graph = await GraphAsync(token.EncodedToken, "/v1.0/nothing");
        var error = JsonDocument.Parse(await graph.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("error").GetProperty("innerError").GetProperty("date").GetString()!;
        var (_, refusal) = await TokenAsync([]);
        foreach (var told in new[] { graph.Headers.Date!.Value, At(error), At(refusal.GetProperty("timestamp").GetString()!) })
        {
            Assert.InRange(told - DateTimeOffset.UtcNow, TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1), TimeSpan.FromHours(hours) + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Graph_judges_a_token_by_its_own_clock()
    {
        var token = Host.AccessToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, "User.Read");
        foreach (var (hours, status, words) in new[] { (0, 200, ""), (2, 401, "the token is expired"), (-2, 401, "the token is not yet valid") })
        {
            Host.SignIn.ClockOffset = TimeSpan.FromHours(hours);
            using var answer = await GraphAsync(token);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_and_refresh_tokens_expire_by_it()
    {
        var app = Host.World.FindApplication(ContosoWorld.WebAppId)!.Value.App;
        Host.World.ConsentTenantWide(Contoso, app);
        app.Secrets[0].EndDateTime = DateTimeOffset.UtcNow.AddHours(1);
        await ConfidentialClient(ContosoWorld.WebAppSecret).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation);
        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, ContosoWorld.CommandLineTools));

        Host.SignIn.ClockOffset = TimeSpan.FromDays(91);
        var failure = await Assert.ThrowsAsync<MsalServiceException>(
            () => ConfidentialClient(ContosoWorld.WebAppSecret).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation));
        Assert.Equal("invalid_client", failure.ErrorCode);
        Assert.Contains($"AADSTS7000222: The provided client secret keys for app '{ContosoWorld.WebAppId}' are expired.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("invalid_grant", 700082, 400), await RefusalAsync(refresh));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
