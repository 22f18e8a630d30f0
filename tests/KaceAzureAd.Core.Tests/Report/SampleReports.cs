using System.Globalization;
using KaceAzureAd.Checks;
using KaceAzureAd.Mobility;
using KaceAzureAd.Report;

namespace KaceAzureAd.Core.Tests.Report;

/// <summary>Reports of tenants that there are not.</summary>
internal static class SampleReports
{
    public static readonly DateTimeOffset At = new(2026, 11, 24, 21, 30, 5, TimeSpan.Zero);

    /// <summary>Texts that whoever names a tenant, a group or an application may choose, to make a report say or do what it should not.</summary>
    public static readonly string[] HostileTexts =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "</style></title></textarea><svg/onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "[link](javascript:alert(1)) ![i](https://evil.example/i.png) <https://evil.example> https://evil.example www.evil.example",
        "a | b\n| c | d |\n\n# heading\n- item\n```\ncode",
        "**bold** _it_ ~~gone~~ `code` $x$ &amp; &#60;b&#62; \\",
        "]]> <!-- <![CDATA[ ?> <?php",
        "\u001B[31mred\u001B[0m \u0007\u0000\u0008",
        "\u202Eevil\u202C \u2066x\u2069 \u200Bhidden \uFEFF",
        "\uFFFE\uFFFF \uD800 \uDC00x",
        "=cmd|' /C calc'!A0",
        "+1+1", "-1+1", "@SUM(A1)", "\t=1+1",
        "someone@evil.example @everyone",
        "\u0644\u0644\u0627 \u05D0\u05D1 \u65E5\u672C \U0001F469\u200D\U0001F4BB",
        new string('W', 300),
    ];

    private static readonly string[] Checks =
    [
        "TenantReachable", "KaceSetting", "EntraLicence", "AdministratorRoles", "GrantedPermissions", "CustomDomain", "DeviceJoin", "OtherMdmUserScope", "MamUserScope", "OnPremisesKaceApp",
        "KaceSingleSignOn", "EnrollmentDns", "EnterpriseApplication", "MobilityPolicy", "MdmUserScope", "MdmTermsOfUseUri", "MdmDiscoveryUri", "Consent", "TermsOfUseEndpoint", "DiscoveryEndpoint",
        "EnrollmentDiscovery", "DiscoveryResource", "SignInEvidence", "ManagedDevices",
    ];

    public static string TenantId(int number) => $"7f3c2a10-5b7e-4c55-9d64-{number.ToString("x12", CultureInfo.InvariantCulture)}";

    /// <summary>Checks of so many tenants: of six of them one fails, one is skipped, one has a warning, and one is known by its id only.</summary>
    public static KaceAadReport Of(int tenants)
    {
        var builder = new ReportBuilder();
        for (var t = 0; t < tenants; t++)
        {
            for (var c = t % 6 == 5 ? 1 : 0; c < Checks.Length; c++)
            {
                builder.Add(Check(t, c));
            }
        }

        var report = builder.Build("Azure AD and KACE Cloud", At);
        return report with { Tenants = [.. report.Tenants.Select((t, i) => t with { Scopes = [Scope(i)] })] };
    }

    /// <summary>A tenant whose names are all the same hostile text, for each of them.</summary>
    public static KaceAadReport Hostile(params string[] texts) => new()
    {
        Title = texts[0],
        CreatedAt = At,
        Summaries = texts,
        Tenants = [.. texts.Select((text, i) => new ReportTenant
        {
            TenantId = TenantId(i),
            Name = text,
            Scopes = [new ReportScope { Application = text, Scope = MdmUserScope.Some, Groups = [new ReportGroup(text, TenantId(i), 3)] }],
            Sections =
            [
                new ReportSection(ReportSectionKind.ConnectionChecks, [Line(text, ReportOutcome.Failed) with { Expected = text, Actual = text }]),
                new ReportSection(ReportSectionKind.Steps, [Line(text, ReportOutcome.Passed) with { Before = text, After = text, ErrorId = "KaceAad.Unexpected" }]),
                new ReportSection(ReportSectionKind.Consent, [Line(text, ReportOutcome.Information)]),
            ],
        })],
    };

    private static ReportEntry Line(string text, ReportOutcome outcome) =>
        new() { Name = text, Status = "Status", Outcome = outcome, Message = text, Remediation = text, Evidence = ["0f8e2c14-1111-4222-8333-444455556666"] };

    private static KaceAadCheck Check(int tenant, int number)
    {
        var status = (tenant % 6, number) switch
        {
            (1, 14) => CheckStatus.Failed,
            (2, 22) => CheckStatus.Skipped,
            (3, 11) => CheckStatus.Warning,
            (4, 17) => CheckStatus.Skipped,
            _ => CheckStatus.Passed,
        };
        var name = Checks[number];
        return new KaceAadCheck
        {
            Name = name,
            Group = number < 12 ? CheckGroup.Prerequisite : CheckGroup.Connection,
            Severity = number < 22 ? CheckSeverity.Error : CheckSeverity.Information,
            Status = status,
            Expected = $"what {name} asks for, in the words of whoever has to see to it",
            Actual = name switch
            {
                "TenantReachable" => $"Contoso {(tenant + 1).ToString(CultureInfo.InvariantCulture)}",
                "ManagedDevices" => (tenant * 7 % 400).ToString(CultureInfo.InvariantCulture),
                _ => status == CheckStatus.Skipped ? null : $"https://mdm.kace.example/{tenant.ToString(CultureInfo.InvariantCulture)}/EnrollmentServer/Discovery.svc",
            },
            Message = status == CheckStatus.Passed ? "It is as it should be, and was read back from Microsoft Graph." : "It is not as it should be: no user is in scope, and no device enrols.",
            Remediation = status == CheckStatus.Passed ? null : "Run Set-KaceMdmUserScope -Scope All.",
            Documentation = $"docs/checks/{name}.md",
            TenantId = TenantId(tenant),
            RequestIds = [$"0f8e2c14-0000-4000-8000-{(number % 3).ToString("x12", CultureInfo.InvariantCulture)}"],
        };
    }

    private static ReportScope Scope(int tenant) => new()
    {
        Application = "KACE Cloud",
        Scope = tenant % 6 == 1 ? MdmUserScope.None : tenant % 3 == 0 ? MdmUserScope.All : MdmUserScope.Some,
        Groups = tenant % 6 == 1 || tenant % 3 == 0 ? [] : [.. Enumerable.Range(0, tenant % 5).Select(g => new ReportGroup(g == 0 ? "Windows Pilot" : $"Sales {g}", TenantId(g), g == 1 ? null : 12 * (g + 1)))],
    };
}
