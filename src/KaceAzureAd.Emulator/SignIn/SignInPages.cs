using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The sign-in service's HTML pages.</summary>
internal static class SignInPages
{
    public const string LoginPath = "/common/login";
    public const string SecondFactorPath = "/common/secondfactor";
    public const string DecidePath = "/common/decide";
    public const string DevicePath = "/common/oauth2/deviceauth";

    public static IResult SignIn(Interaction interaction, string? userName = null, string? error = null) => Html.Page("Sign in", $"""
        <p>to continue to {interaction.App.DisplayName}</p>
        {Alert(error)}
        <form method="post" action="{LoginPath}">
        <input type="hidden" name="ctx" value="{interaction.Id}">
        <label>User name<input type="text" name="login" value="{userName ?? interaction.LoginHint}" autocomplete="username" required></label>
        <label>Password<input type="password" name="passwd" autocomplete="current-password" required></label>
        <button type="submit">Sign in</button>
        </form>
        """);

    /// <summary>Stands for the app on the person's phone, which asks whether it is them.</summary>
    public static IResult SecondFactor(Interaction interaction) => Html.Page("Approve sign in request", $"""
        <p>Signed in as {interaction.User.UserPrincipalName}, {interaction.Tenant.DisplayName}</p>
        <p>Open your Authenticator app, and approve the request to sign in.</p>
        <form method="post" action="{SecondFactorPath}">
        <input type="hidden" name="ctx" value="{interaction.Id}">
        <button type="submit" name="secondFactor" value="approve">Approve</button>
        <button type="submit" name="secondFactor" value="deny">Deny</button>
        </form>
        """);

    /// <summary>Asks for consent to delegated permissions, for the user or, as an administrator may choose, for all.</summary>
    public static IResult Consent(Interaction interaction, IEnumerable<PermissionScope> scopes, IEnumerable<string> openId, bool mayChooseOrganization)
    {
        var choice = Html.Empty;
        if (mayChooseOrganization)
        {
            choice = $"""<label><input type="checkbox" name="organization" value="true"> Consent on behalf of your organization</label>""";
        }

        return Decision(interaction, "Permissions requested", "This app would like to:", scopes.Select(Words).Concat(openId.Select(Words)), choice);
    }

    /// <summary>Asks an administrator for consent to everything that the app lists, for the whole organization.</summary>
    public static IResult AdminConsent(Interaction interaction, IEnumerable<PermissionScope> scopes, IEnumerable<AppRole> roles) => Decision(
        interaction,
        "Permissions requested: review for your organization",
        "If you accept, this app will get access to the specified resources for all users in your organization. No one else will be prompted to review these permissions. This app would like to:",
        scopes.Select(Words).Concat(roles.Select(Words)),
        Html.Empty);

    public static IResult AdministratorNeeded(Interaction interaction, string message) => Html.Page("Need admin approval", $"""
        <p>{interaction.App.DisplayName}</p>
        <p class="alert" role="alert">{message}</p>
        <form method="post" action="{DecidePath}">
        <input type="hidden" name="ctx" value="{interaction.Id}">
        <button type="submit" name="decision" value="cancel">Return to the application without granting consent</button>
        </form>
        """);

    public static IResult DeviceCode(string? error = null) => Html.Page("Enter code", $"""
        <p>Enter the code displayed on your app or device.</p>
        {Alert(error)}
        <form method="post" action="{DevicePath}">
        <label>Code<input type="text" name="otc" autocomplete="off" required></label>
        <button type="submit">Next</button>
        </form>
        """);

    public static IResult ConfirmDevice(Interaction interaction) => Decision(
        interaction, $"Are you trying to sign in to {interaction.App.DisplayName}?", "Only continue if you started this sign-in yourself.", [], Html.Empty);

    public static IResult Message(string title, string text) => Html.Page(title, $"<p>{text}</p>");

    /// <summary>The answer in <c>response_mode=form_post</c>: the browser posts it to the app.</summary>
    public static IResult FormPost(string redirectUri, IEnumerable<KeyValuePair<string, string?>> parameters) => Html.Page("Working...", $"""
        <form method="post" action="{redirectUri}">
        {parameters.Select(Hidden)}
        <noscript><p>Scripts are off. Press Continue to go back to the app.</p><button type="submit">Continue</button></noscript>
        </form>
        <script>document.forms[0].submit();</script>
        """);

    private static IResult Decision(Interaction interaction, string title, string introduction, IEnumerable<Html> items, Html choice) => Html.Page(title, $"""
        <p><strong>{interaction.App.DisplayName}</strong><br><span class="detail">Application ID <code>{interaction.App.AppId}</code></span></p>
        <p>Signed in as {interaction.User.UserPrincipalName}, {interaction.Tenant.DisplayName}</p>
        <form method="post" action="{DecidePath}">
        <input type="hidden" name="ctx" value="{interaction.Id}">
        <p>{introduction}</p>
        <ul>{items}</ul>
        {choice}
        <button type="submit" name="decision" value="accept">Accept</button>
        <button type="submit" name="decision" value="cancel">Cancel</button>
        </form>
        """);

    private static Html Alert(string? error)
    {
        if (error is null)
        {
            return Html.Empty;
        }

        Html alert = $"""<p class="alert" role="alert">{error}</p>""";
        return alert;
    }

    private static Html Hidden(KeyValuePair<string, string?> field)
    {
        Html input = $"""<input type="hidden" name="{field.Key}" value="{field.Value}">""";
        return input;
    }

    private static Html Words(PermissionScope scope) => Item(scope.AdminConsentDisplayName, scope.Value, "on behalf of the signed-in user");

    private static Html Words(AppRole role) => Item(role.DisplayName, role.Value, "without a signed-in user");

    private static Html Words(string openIdScope) => openIdScope switch
    {
        "openid" => Item("Sign you in", openIdScope, "on behalf of the signed-in user"),
        "profile" => Item("View your basic profile", openIdScope, "on behalf of the signed-in user"),
        "email" => Item("View your email address", openIdScope, "on behalf of the signed-in user"),
        _ => Item("Maintain access to data you have given it access to", openIdScope, "on behalf of the signed-in user"),
    };

    private static Html Item(string words, string value, string how)
    {
        // Not every permission of the emulated Graph has words of its own.
        var detail = words == value ? how : $"{value}, {how}";
        Html item = $"<li>{words} <span class=\"detail\">({detail})</span></li>";
        return item;
    }
}
