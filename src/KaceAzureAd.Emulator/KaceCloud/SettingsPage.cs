using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>KACE Cloud's page Settings &gt; Windows Settings &gt; Azure AD.</summary>
public static class SettingsPage
{
    public const string Title = "Azure Active Directory Settings";

    private static readonly string[] Menu = ["Dashboard", "Devices", "Users", "Library", "Settings"];

    internal static IResult Render(KaceAddresses addresses, string onBoardUri, KaceSubscription subscription, string? notice) => Html.Page(Title, $"""
        <nav aria-label="Main">{string.Join(" | ", Menu)}</nav>
        <p>Settings &gt; Windows Settings &gt; Azure AD</p>
        {Paragraph(notice)}
        <form method="post">
        <p>Connection: {subscription.Mode}</p>
        <button type="submit" formaction="{addresses.Settings}/automated">Automated</button>
        <button type="submit" formaction="{addresses.Settings}/manual" disabled>Manual</button>
        {RemoveButton(addresses, subscription)}
        </form>
        <dl>
        {Uris(addresses, onBoardUri).Select(Row)}
        </dl>
        <form method="post" action="{addresses.Settings}/verify">
        <button type="submit">Verify Azure AD Settings</button>
        </form>
        {Paragraph(subscription.VerifyMessage)}
        """);

    /// <summary>
    /// The page's plain text as a browser puts it on the clipboard after "select all" and "copy": every visible word, tabs between cells,
    /// no-break spaces where the page has them.
    /// </summary>
    internal static string TextAsCopied(KaceAddresses addresses, KaceSubscription subscription, string onBoardUri)
    {
        List<string> lines = [string.Join('\t', Menu), "", $"Settings\u00A0> Windows Settings\u00A0> Azure\u00A0AD", "", Title, $"Connection:\u00A0{subscription.Mode}", "", "Automated\tManual"];
        if (subscription.OnPremisesAppId is not null)
        {
            lines.Add("Remove Existing Settings");
        }

        foreach (var (label, uri) in Uris(addresses, onBoardUri))
        {
            lines.AddRange(["", $"{label}\u00A0", $"{uri}\tCopy"]);
        }

        lines.AddRange(["", "Verify Azure AD Settings", subscription.VerifyMessage ?? "", "© KACE Cloud\u00A0\u00A0Privacy\tTerms"]);
        return string.Join("\r\n", lines);
    }

    private static (string Label, string Uri)[] Uris(KaceAddresses addresses, string onBoardUri) =>
    [
        ("MDM Terms Of Use URI", addresses.TermsOfUse),
        ("MDM Discovery URI", addresses.Discovery),
        ("MDM On-Board URI", onBoardUri),
    ];

    private static Html Row((string Label, string Uri) row)
    {
        Html html = $"<dt>{row.Label}</dt><dd><code>{row.Uri}</code> <button type=\"button\">Copy</button></dd>";
        return html;
    }

    private static Html RemoveButton(KaceAddresses addresses, KaceSubscription subscription)
    {
        if (subscription.OnPremisesAppId is null)
        {
            return Html.Empty;
        }

        Html button = $"""<button type="submit" formaction="{addresses.Settings}/remove-existing">Remove Existing Settings</button>""";
        return button;
    }

    private static Html Paragraph(string? text)
    {
        if (text is null)
        {
            return Html.Empty;
        }

        Html paragraph = $"""<p role="status">{text}</p>""";
        return paragraph;
    }
}
