using KaceAzureAd.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>A plan is done only where the tenant is as it was; else the message says what changed.</summary>
public sealed class PlanComparisonTests
{
    private static readonly ConnectionState Before = States.Connected with { Groups = [States.Pilot] };

    [Theory]
    [InlineData("application", "\"isEnabled\":true", "\"isEnabled\":false")]
    [InlineData("entry", "\"scope\":\"All\"", "\"scope\":\"None\"")]
    [InlineData("hasInvalidMamEntry", "false", "true")]
    [InlineData("otherMdms", "[]", "Microsoft Intune")]
    [InlineData("onPremisesApps", "[]", "KACE on-premises")]
    [InlineData("consent", "Device.Read.All", "[]")]
    [InlineData("groups", "Pilot", "Sales")]
    [InlineData("appId", States.AppId, States.Intune)]
    public void Each_part_that_changed_is_named_with_what_it_was_and_is(string part, string was, string isNow)
    {
        var difference = Assert.Single(PlanComparison.Differences(Before, Changed(part)));

        Assert.StartsWith($"{part} was ", difference, StringComparison.Ordinal);
        Assert.Contains(was, difference[..difference.IndexOf(" and is ", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains(isNow, difference[difference.IndexOf(" and is ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal("not there", Assert.Single(PlanComparison.Differences(Before, Before with { Entry = null }))[^9..]);
    }

    [Fact]
    public void All_that_changed_is_in_one_error_and_on_one_line()
    {
        var now = Before with { Application = null, Entry = States.Entry with { DisplayName = "a\r\n\u001Bb" } };

        var error = Assert.Throws<KaceAadException>(() => PlanComparison.DemandSame(States.Plan(Before), States.Plan(now)));

        Assert.Equal(ErrorCodes.PlanOutdated, error.Code);
        Assert.Contains("application was ", error.Message, StringComparison.Ordinal);
        Assert.Contains("; entry was ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void A_plan_of_another_tenant_is_told_from_one_that_is_old()
    {
        var other = States.Plan(Before with { TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500002" });

        var error = Assert.Throws<KaceAadException>(() => PlanComparison.DemandSame(other, States.Plan(Before)));
        Assert.Equal((ErrorCodes.PlanOfAnotherTenant, other.TenantId), (error.Code, error.Target));
    }

    [Fact]
    public void A_tenant_that_is_as_it_was_is_the_same_also_when_it_was_read_anew() =>
        PlanComparison.DemandSame(States.Plan(Before), States.Plan(Before with { Entry = States.Entry with { Groups = [] }, Consent = [.. Before.Consent], Groups = [States.Pilot with { }] }));

    private static ConnectionState Changed(string part) => part switch
    {
        "application" => Before with { Application = States.Application with { IsEnabled = false } },
        "entry" => Before with { Entry = States.Entry with { Scope = MdmUserScope.None } },
        "hasInvalidMamEntry" => Before with { HasInvalidMamEntry = true },
        "otherMdms" => Before with { OtherMdms = [States.OtherMdm(MdmUserScope.All)] },
        "onPremisesApps" => Before with { OnPremisesApps = [States.OnPremises] },
        "consent" => Before with { Consent = [] },
        "groups" => Before with { Groups = [States.Sales] },
        _ => Before with { AppId = States.Intune },
    };
}
