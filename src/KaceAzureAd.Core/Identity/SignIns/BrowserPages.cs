namespace KaceAzureAd.Identity;

/// <summary>
/// The pages that the browser shows after signing in: whole in themselves, for nobody answers at their address any more. Nothing that came
/// with the request is shown: any page could have sent it.
/// </summary>
internal static class BrowserPages
{
    public static string SignedIn { get; } = Page("Signed in", "Go back to PowerShell, which goes on from here.");

    public static string NotSignedIn { get; } = Page("Not signed in", "Go back to PowerShell, which shows the reason and what to do.");

    // A browser lets a script close only what a script opened; where it does not, the page still says that it can be closed.
    private static string Page(string title, string text) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}} - KaceAzureAd</title>
        <link rel="icon" href="data:,">
        <style>
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 3rem 1rem; font: 1rem/1.5 system-ui, sans-serif; background: #f3f3f3; color: #1b1b1b; }
        main { max-width: 30rem; margin: auto; padding: 1.5rem 2rem; background: #fff; border-radius: .5rem; }
        h1 { margin: 0 0 .5rem; font-size: 1.5rem; }
        p { margin: .25rem 0; }
        @media (prefers-color-scheme: dark) {
        body { background: #1c1c1c; color: #f0f0f0; }
        main { background: #2a2a2a; }
        }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <p>This page can be closed.</p>
        </main>
        <script>setTimeout(function () { window.close(); }, 1500);</script>
        </body>
        </html>
        """;
}
