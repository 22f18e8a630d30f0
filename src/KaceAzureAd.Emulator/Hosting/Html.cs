using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>Markup, written as an interpolated string: what is interpolated is encoded, unless it is markup itself.</summary>
[InterpolatedStringHandler]
public sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 32));

    public static Html Empty { get; } = new(0, 0);

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(Html markup) => _markup.Append(markup._markup);

    public void AppendFormatted(IEnumerable<Html> markup)
    {
        foreach (var part in markup)
        {
            AppendFormatted(part);
        }
    }

    public override string ToString() => _markup.ToString();

    /// <summary>A whole page: plain, of use without scripts, readable in a light and in a dark theme.</summary>
    public static IResult Page(string title, Html body, int status = StatusCodes.Status200OK)
    {
        Html page = $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{{title}}</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#f3f3f3, #1c1c1c); color: light-dark(#1b1b1b, #f0f0f0); }
            main { max-width: 40rem; margin: 3rem auto; padding: 2rem; background: light-dark(#fff, #2a2a2a); border-radius: .5rem; }
            h1 { font-size: 1.5rem; margin-top: 0; }
            label { display: block; margin: .75rem 0; }
            input[type=text], input[type=password] { display: block; width: 100%; box-sizing: border-box; padding: .5rem; font: inherit; }
            button { font: inherit; padding: .4rem 1.2rem; margin: 1rem .5rem 0 0; }
            dd { margin: 0 0 .75rem; }
            dd button { margin: 0 0 0 .25rem; padding: 0 .5rem; font-size: .85rem; }
            .alert { color: light-dark(#a4262c, #ff9a9a); }
            .detail { font-size: .85rem; overflow-wrap: anywhere; }
            code { overflow-wrap: anywhere; }
            </style>
            </head>
            <body><main>
            <h1>{{title}}</h1>
            {{body}}
            </main></body>
            </html>
            """;
        return Results.Content(page.ToString(), "text/html", Encoding.UTF8, status);
    }
}
