using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// Whether a sign-in holds, when it is made and each time that it is used again: the account, its sessions, and Conditional Access
/// (facts.md 3.5, 6.3). The caller holds <see cref="World.Gate"/>.
/// </summary>
internal static class Conditions
{
    public static void Demand(Tenant tenant, User user, SignInSession session)
    {
        if (!user.AccountEnabled)
        {
            throw Refusals.UserDisabled();
        }

        if (session.Since < user.SignInSessionsValidFrom)
        {
            throw Refusals.SessionRevoked(session.Since, user.SignInSessionsValidFrom.Value);
        }

        AccessConditions[] policies = [tenant.ConditionalAccess, user.ConditionalAccess];
        if (policies.Any(p => p.BlockAll || (p.BlockDeviceCode && session.IsDeviceCode)))
        {
            throw Refusals.BlockedByConditionalAccess();
        }

        // Nobody's device is known to the emulated service.
        if (policies.Any(p => p.RequireCompliantDevice))
        {
            throw Refusals.DeviceNotCompliant();
        }

        if (policies.Any(p => p.RequireSecondFactor) && !session.HasSecondFactor)
        {
            throw user.HasSecondFactor ? Refusals.SecondFactorNeeded() : Refusals.SecondFactorNotSetUp();
        }
    }
}
