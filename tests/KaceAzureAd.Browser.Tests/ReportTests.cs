using System.Diagnostics;
using System.Globalization;
using Deque.AxeCore.Playwright;
using KaceAzureAd.Core.Tests.Report;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;
using KaceAzureAd.Report;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>A report's page, opened from its file as whoever gets it does.</summary>
public sealed class ReportTests(Chromium chromium) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _requests = [];
    private readonly List<string> _said = [];
    private IBrowserContext? _window;
    private IPage _page = null!;

    public ValueTask InitializeAsync()
    {
        Required.Chromium();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_window is not null)
            await _window.DisposeAsync();

        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, ColorScheme.Light, 1280)]
    [InlineData(1, ColorScheme.Dark, 320)]
    [InlineData(2, ColorScheme.Dark, 1280)]
    [InlineData(2, ColorScheme.Light, 320)]
    [InlineData(12, ColorScheme.Light, 1280)]
    [InlineData(12, ColorScheme.Dark, 1280)]
    [InlineData(12, ColorScheme.Light, 320)]
    [InlineData(12, ColorScheme.Dark, 320)]
    public async Task Axe_finds_nothing_and_nothing_is_cut_off(int tenants, ColorScheme scheme, int width)
    {
        await OpenAsync(SampleReports.Of(tenants), scheme, width);
        await AllOpenAsync();

        var violations = (await _page.RunAxe()).Violations;

        Assert.True(violations.Length == 0, string.Join("; ", violations.Select(v => $"{v.Id}: {v.Help}: {v.Nodes[0].Html}")));
        Assert.Equal(0, await _page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
    }

    [Fact]
    public async Task Many_tenants_are_sorted_by_the_keyboard_and_what_is_sorted_by_is_told()
    {
        await OpenAsync(SampleReports.Of(12));
        var devices = _page.GetByRole(AriaRole.Button, new() { Name = "Devices" });

        await devices.FocusAsync();
        await _page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await SortAsync("Devices"));
        Assert.Equal(["0", "7", "14"], (await CellsAsync(-1))[..3]);

        await _page.Keyboard.PressAsync("Space");
        Assert.Equal("descending", await SortAsync("Devices"));
        Assert.Equal(["77", "70"], (await CellsAsync(-1))[..2]);

        await _page.GetByRole(AriaRole.Button, new() { Name = "Verdict" }).ClickAsync();
        Assert.Null(await SortAsync("Devices"));
        Assert.Equal(("Well", "Not as it should be"), ((await CellsAsync(1))[0], (await CellsAsync(1))[^1]));
    }

    [Fact]
    public async Task Many_tenants_are_filtered_by_name_and_verdict_and_the_count_is_told()
    {
        await OpenAsync(SampleReports.Of(12));
        var status = _page.GetByRole(AriaRole.Status);
        Assert.Equal("12 tenants", await status.TextContentAsync());

        await _page.GetByLabel("Name or id").FillAsync("CONTOSO 1");
        Assert.Equal("3 of 12 tenants", await status.TextContentAsync()); // 1, 10 and 11.
        Assert.Equal(3, await _page.Locator("#overview-table tbody tr:visible").CountAsync());
        Assert.Equal(3, await _page.Locator("details.tenant:visible").CountAsync());

        await _page.GetByLabel("Name or id").FillAsync("");
        await _page.GetByLabel("Verdict").SelectOptionAsync("Not as it should be");
        Assert.Equal("2 of 12 tenants", await status.TextContentAsync());
        Assert.Equal(["None", "None"], await _page.Locator("#overview-table tbody tr:visible td:nth-last-child(2)").AllTextContentsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tenants_link_opens_its_part_by_the_keyboard_with_and_without_the_script(bool script)
    {
        await OpenAsync(SampleReports.Of(12), script: script);
        Assert.False(await _page.GetByText("no user is in scope").First.IsVisibleAsync());

        await _page.GetByRole(AriaRole.Link, new() { Name = "Contoso 8" }).FocusAsync();
        await _page.Keyboard.PressAsync("Enter");

        await _page.Locator("#tenant-8 .words").WaitForAsync();
        Assert.Contains("Not as it should be: MdmUserScope", await _page.Locator("#tenant-8 .words").TextContentAsync(), StringComparison.Ordinal);
        Assert.InRange((await _page.Locator("details.tenant:nth-of-type(8) summary").BoundingBoxAsync())!.Y, -60, 500);
        await _page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("SUMMARY", await _page.EvaluateAsync<string>("document.activeElement.tagName"));
    }

    [Fact]
    public async Task Without_the_script_everything_is_there_and_nothing_that_would_do_nothing()
    {
        await OpenAsync(SampleReports.Of(12), script: false);

        Assert.False(await _page.Locator(".filter").IsVisibleAsync());
        Assert.Equal(0, await _page.GetByRole(AriaRole.Button).CountAsync());
        await _page.Locator("summary").Nth(1).ClickAsync();
        Assert.True(await _page.Locator("#tenant-2").GetByText("Run Set-KaceMdmUserScope -Scope All.").IsVisibleAsync());
    }

    [Fact]
    public async Task The_skip_link_is_the_first_stop_and_the_focus_can_be_seen()
    {
        await OpenAsync(SampleReports.Of(12));

        await _page.Keyboard.PressAsync("Tab");

        Assert.Equal("#report", await _page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.Equal("3px", await _page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
        Assert.True((await _page.Locator(".skip").BoundingBoxAsync())!.X >= 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_paper_all_is_there_in_dark_on_light(bool script)
    {
        await OpenAsync(SampleReports.Of(3), ColorScheme.Dark, script: script);

        await _page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        Assert.Equal(3, await _page.Locator(".tenant-body .words:visible").CountAsync());
        Assert.True((await _page.Locator("#tenant-2 .evidence").BoundingBoxAsync())!.Height > 0);
        Assert.Equal("rgb(255, 255, 255)", await _page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
        Assert.False(await _page.Locator(".filter").IsVisibleAsync());
        Assert.True((await _page.PdfAsync(new() { Format = "A4" })).Length > 50_000);
    }

    [Fact]
    public async Task Hostile_names_execute_nothing_send_nothing_and_are_seen_as_they_are()
    {
        await OpenAsync(SampleReports.Hostile(SampleReports.HostileTexts));
        await AllOpenAsync();
        await _page.Keyboard.PressAsync("Tab");

        Assert.Equal(SampleReports.HostileTexts[0], await _page.TitleAsync());
        Assert.True(await _page.Locator("main").GetByText("\"><img src=x onerror=alert(1)>").First.IsVisibleAsync());
        Assert.Equal(0, await _page.Locator("img, main script, iframe, object, embed, [onerror], [onload], [onfocus], [style], a:not([href^='#'])").CountAsync());
        Assert.Equal(0, await _page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        await _page.WaitForTimeoutAsync(300);
        Assert.Empty(_said);
        Assert.All(_requests, r => Assert.StartsWith("file:", r, StringComparison.Ordinal));
        Assert.Single(_requests);
    }

    [Fact]
    public async Task One_hostile_tenant_alone_is_as_harmless()
    {
        foreach (var text in SampleReports.HostileTexts)
        {
            await OpenAsync(SampleReports.Hostile(text));
            Assert.Equal(0, await _page.Locator("img, main script, [onerror], [onload], [onfocus], a:not([href^='#'])").CountAsync());
            Assert.Empty(_said);
            Assert.Single(_requests);
        }
    }

    [Fact]
    public async Task The_policy_lets_nothing_else_run_even_where_something_got_in()
    {
        await OpenAsync(SampleReports.Of(1));
        var blocked = _page.WaitForConsoleMessageAsync(new() { Predicate = m => m.Text.Contains("Content Security Policy", StringComparison.Ordinal) });

        await _page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'document.title = \"got in\"'; document.body.append(s); const i = new Image(); i.src = 'https://evil.example/i.png'; document.body.append(i); }");

        await blocked;
        Assert.DoesNotContain("got in", await _page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_tenants_are_open_within_two_seconds()
    {
        var path = Save(SampleReports.Of(500));
        var times = new List<double>();

        // The machine may be busy with other things: the best of three counts, and where each had to wait for the processor, what the page itself took of it.
        for (var i = 0; i < 3 && times.All(t => t > 2); i++)
        {
            await OpenWindowAsync(ColorScheme.Light, 1280, script: true);
            var devtools = await _window!.NewCDPSessionAsync(_page);
            await devtools.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
            var clock = Stopwatch.StartNew();
            await _page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });

            // Laid out and painted once, and the script is done: it has shown the filter.
            await _page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(document.querySelector('.filter').offsetHeight), 0)))");
            var passed = clock.Elapsed.TotalSeconds;
            var metrics = (await devtools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
            var own = metrics.Single(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed:0.00} s passed, {own:0.00} s of them by the page's own work"));
            Assert.InRange(own, 0.05, passed);
            times.Add(Math.Min(passed, own));
            Assert.True(await _page.Locator(".filter").IsVisibleAsync());
        }

        Assert.InRange(times.Min(), 0, 2);
        Assert.Equal(500, await _page.Locator("#overview-table tbody tr").CountAsync());
        await _page.GetByLabel("Name or id").FillAsync("Contoso 499");
        Assert.Equal("1 of 500 tenants", await _page.GetByRole(AriaRole.Status).TextContentAsync());
    }

    private Task<string?> SortAsync(string heading) => _page.Locator("#overview-table thead th", new() { HasText = heading }).GetAttributeAsync("aria-sort");

    private async Task<string[]> CellsAsync(int column) =>
        await _page.EvaluateAsync<string[]>($"[...document.querySelectorAll('#overview-table tbody tr')].map(r => [...r.cells].at({column.ToString(CultureInfo.InvariantCulture)}).textContent)");

    private Task AllOpenAsync() => _page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    private async Task OpenAsync(KaceAadReport report, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool script = true)
    {
        var path = Save(report);
        await OpenWindowAsync(scheme, width, script);
        await _page.GotoAsync(path);
    }

    private async Task OpenWindowAsync(ColorScheme scheme, int width, bool script)
    {
        if (_window is not null)
            await _window.DisposeAsync();

        _requests.Clear();
        _said.Clear();
        _window = await chromium.OpenWindowAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script });
        _window.SetDefaultTimeout(20_000);
        _window.Page += (_, page) => _said.Add($"opened {page.Url}");
        _page = await _window.NewPageAsync();
        _said.Clear();
        _page.Request += (_, request) => _requests.Add(request.Url);
        _page.Console += (_, message) => _said.Add(message.Text);
        _page.PageError += (_, error) => _said.Add(error);
        _page.Dialog += async (_, dialog) =>
        {
            _said.Add($"{dialog.Type}: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    private string Save(KaceAadReport report)
    {
        var path = Path.Combine(_folder.Path, "report.html");
        ReportFile.Save(report, path, ReportFormat.Html, replace: true, TestContext.Current.CancellationToken);
        return new Uri(path).AbsoluteUri;
    }
}
