using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Takes what a sign-in gave to an app, and tells whose it is. The app has to prove itself as it did when it got it.</summary>
internal static class GrantRedemption
{
    public static Grant Code(TokenRequest request)
    {
        if (!request.Context.SignIns.Codes.TryGetValue(request["code"], out var code) || code.App != request.App)
        {
            throw Refusals.GrantInvalid();
        }

        var asked = code.Request;
        ClientAuthentication.Demand(request, code.IsPublicClient);
        if (request["redirect_uri"] != asked.Answer.RedirectUri)
        {
            throw Refusals.RedirectUriChanged(request["redirect_uri"], asked.Answer.RedirectUri);
        }

        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(request["code_verifier"])));
        if (asked.CodeChallenge is not null && hash != asked.CodeChallenge)
        {
            throw Refusals.ProofKeyMismatch();
        }

        if (code.Expires < request.Now)
        {
            throw Refusals.CodeExpired();
        }

        return code.TryRedeem() ? code : throw Refusals.CodeRedeemed();
    }

    public static Grant DeviceCode(TokenRequest request)
    {
        ClientAuthentication.Demand(request, isPublic: request.App.IsFallbackPublicClient);
        var handle = request["device_code"];
        if (!request.Context.SignIns.DeviceCodes.TryGetValue(handle, out var code) || code.App != request.App)
        {
            throw Refusals.DeviceCodeUnknown();
        }

        var now = request.Now;
        if (code.Expires < now)
        {
            throw Refusals.DeviceCodeExpired();
        }

        // A little less than the interval, for clocks and timers are not exact.
        var tooSoon = now - code.LastPoll < request.Context.SignIn.DeviceCodeInterval * 0.8;
        if (code is { LastPoll: not null, Approved: null, Refusal: null } && !tooSoon)
        {
            ApproveByItself(request, code);
        }

        code.LastPoll = now;
        if (code.Refusal is not null)
        {
            throw code.Refusal;
        }

        if (tooSoon)
        {
            throw Refusals.DeviceCodePolledTooSoon();
        }

        var approved = code.Approved ?? throw Refusals.DeviceCodePending();
        request.Context.SignIns.DeviceCodes.TryRemove(handle, out _);
        return approved;
    }

    public static Grant RefreshToken(TokenRequest request)
    {
        if (!request.Context.SignIns.RefreshTokens.TryGetValue(request["refresh_token"], out var token) || token.Grant.App != request.App)
        {
            throw Refusals.GrantInvalid();
        }

        ClientAuthentication.Demand(request, token.Grant.IsPublicClient);
        if (token.Expires < request.Now)
        {
            throw Refusals.RefreshTokenExpired();
        }

        return request["scope"].Length > 0 ? token.Grant with { Scopes = request.Scopes } : token.Grant;
    }

    /// <summary>Stands for the person who opens the page, where <see cref="SignInOptions.AutoApproveDeviceCodeAs"/> names one.</summary>
    private static void ApproveByItself(TokenRequest request, DeviceCode code)
    {
        if (request.Context.SignIn.AutoApproveDeviceCodeAs is not { } userName)
        {
            return;
        }

        try
        {
            var world = request.World;
            var (tenant, user) = Lookup.User(world, Lookup.Tenant(world, code.RequestedTenant), userName);
            var session = new SignInSession(request.Now, IsDeviceCode: true, user.HasSecondFactor);
            Conditions.Demand(tenant, user, session);
            if (Consent.IsMissing(world, tenant, user, code.App, code.Scopes))
            {
                var roles = world.RolesOf(tenant, user)!;
                if (!Consent.MayConsent(world, roles, code.App, code.Scopes))
                {
                    throw Refusals.DeviceCodeDeclined();
                }

                Consent.Give(world, tenant, user, code.App, code.Scopes, forOrganization: false);
            }

            code.Approved = new Grant(code.App, tenant, user, code.Scopes, IsPublicClient: true, session);
        }
        catch (EntraException refusal)
        {
            code.Refusal = refusal;
        }
    }
}
