using System.Security.Cryptography.X509Certificates;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Emulator.Visitor;

/// <summary>
/// A person at a browser: opens an address, follows where it leads, fills in the forms that appear and presses their buttons.
/// Knows labels of fields and buttons only, nothing of the emulator behind the pages.
/// </summary>
public sealed class PageVisitor(X509Certificate2 authority) : IDisposable
{
    private const int MaximumSteps = 20;

    private readonly HttpClient _http = TrustingHttpClient.Create(authority);
    private readonly HtmlParser _parser = new();

    /// <summary>Code that the person reads from a device and types in when asked.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>Whether the person ticks "Consent on behalf of your organization" where that is offered.</summary>
    public bool ConsentForOrganization { get; init; }

    /// <summary>Whether the person approves the request that a sign-in sends to their phone.</summary>
    public bool ApprovesSecondFactor { get; init; } = true;

    /// <summary>
    /// Signs in where asked and accepts, or cancels, whatever consent is asked for. Ends at the first page without a form to send, or that
    /// shows an error, or at an address that is not on this machine, which is told but not opened.
    /// </summary>
    public async Task<VisitResult> SignInAndAcceptAsync(Uri start, string user, string password, bool accept = true, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, start);
        for (var step = 0; step < MaximumSteps; step++)
        {
            using var current = request;
            using var response = await _http.SendAsync(current, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                var target = new Uri(current.RequestUri!, location);
                if (!target.IsLoopback)
                {
                    return new VisitResult(target, (int)response.StatusCode, "", "");
                }

                request = new HttpRequestMessage(HttpMethod.Get, target);
                continue;
            }

            using var page = await _parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
            var next = page.QuerySelector("[role=alert]") is null || page.QuerySelector("button[value=cancel]") is not null
                ? Submit(page, current.RequestUri!, user, password, accept)
                : null;
            if (next is null)
            {
                return new VisitResult(current.RequestUri!, (int)response.StatusCode, page.Title ?? "", VisibleText(page));
            }

            request = next;
        }

        throw new InvalidOperationException($"Still not at an end after {MaximumSteps} pages, at {request.RequestUri}.");
    }

    public void Dispose() => _http.Dispose();

    private static string VisibleText(IHtmlDocument page) =>
        string.Join(' ', (page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The form of the page, filled in and sent with the button that the person would press; null where there is none that asks anything.</summary>
    private HttpRequestMessage? Submit(IHtmlDocument page, Uri address, string user, string password, bool accept)
    {
        var buttons = page.QuerySelectorAll<IHtmlButtonElement>("form button[type=submit]").ToList();
        var button = buttons.Count switch
        {
            0 => null,
            1 => buttons[0],
            _ => buttons.Find(b => b.Value == (accept ? "accept" : "cancel")) ?? buttons.Find(b => b.Value == (ApprovesSecondFactor ? "approve" : "deny")),
        };
        if (button?.Form is not { } form)
        {
            return null;
        }

        List<KeyValuePair<string, string>> fields = [];
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[name]"))
        {
            var value = input.Type switch
            {
                "password" => password,
                "text" => input.Name == "otc" ? DeviceCode : user,
                "checkbox" => ConsentForOrganization ? input.Value : null,
                _ => input.Value,
            };
            if (value is not null)
            {
                fields.Add(new(input.Name!, value));
            }
        }

        if (button.Name is { Length: > 0 } name)
        {
            fields.Add(new(name, button.Value));
        }

        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, action)) { Content = new FormUrlEncodedContent(fields) };
    }
}
