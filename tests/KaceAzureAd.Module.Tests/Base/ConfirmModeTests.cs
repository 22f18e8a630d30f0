using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Base;

/// <summary>What -WhatIf and -Confirm mean for a question, wherever they come from.</summary>
public sealed class ConfirmModeTests
{
    private const string Asked = "Invoke-Probe -Work $work";
    private const string Function = "function Invoke-Change { [CmdletBinding(SupportsShouldProcess)] param() Invoke-Probe -Work $work };";
    private const string Deep = "function Invoke-Deep { [CmdletBinding(SupportsShouldProcess)] param() & { Invoke-Change } };";

    [Theory]
    [InlineData(Asked, "asked")]
    [InlineData(Asked + " -WhatIf", "no")]
    [InlineData(Asked + " -Confirm", "asked")]
    [InlineData(Asked + " -Confirm:$false", "yes")]
    [InlineData(Asked + " -WhatIf -Confirm:$false", "no")]
    [InlineData(Function + "Invoke-Change", "asked")]
    [InlineData(Function + "Invoke-Change -WhatIf", "no")]
    [InlineData(Function + "Invoke-Change -WhatIf:$false", "asked")]
    [InlineData(Function + "Invoke-Change -Confirm", "asked")]
    [InlineData(Function + "Invoke-Change -Confirm:$false", "yes")]
    [InlineData(Function + Deep + "Invoke-Deep -WhatIf", "no")]
    [InlineData("$WhatIfPreference = $true;" + Asked, "no")]
    [InlineData("$WhatIfPreference = 1;" + Asked, "no")]
    [InlineData("$WhatIfPreference = 'false';" + Asked, "asked")]
    [InlineData("$WhatIfPreference = $true;" + Asked + " -WhatIf:$false", "asked")]
    [InlineData("$WhatIfPreference = $true;" + Asked + " -WhatIf:$false -Confirm:$false", "yes")]
    [InlineData("$WhatIfPreference = $true; $ConfirmPreference = 'None';" + Asked, "no")]
    [InlineData("& { $WhatIfPreference = $true }; " + Asked, "asked")]
    [InlineData("$null = New-Module { function Invoke-Inner { $WhatIfPreference = $true; Invoke-Probe -Work $args[0] } }; Invoke-Inner $work", "no")]
    [InlineData("$ConfirmPreference = 'None';" + Asked, "yes")]
    [InlineData("$ConfirmPreference = [System.Management.Automation.ConfirmImpact]::None;" + Asked, "yes")]
    [InlineData("$ConfirmPreference = 'None';" + Asked + " -Confirm", "asked")]
    [InlineData("$ConfirmPreference = 'Low';" + Asked, "asked")]
    [InlineData("& { $ConfirmPreference = 'Nonsense';" + Asked + " }", "asked")]
    public void A_question_is_asked_only_where_neither_the_cmdlet_nor_its_caller_says_otherwise(string script, string expected)
    {
        var questions = 0;
        using var probe = new Probe(new EngineOptions
        {
            Choose = _ =>
            {
                questions++;
                return 0;
            },
        });

        var result = probe.Invoke(cmdlet => cmdlet.WriteObject(cmdlet.IsAgreed("Sign in again?")), script);

        Assert.Empty(result.Errors);
        var answer = (bool)Assert.Single(result.Output).BaseObject;
        Assert.Equal(expected, questions > 0 ? "asked" : answer ? "yes" : "no");
    }

    [Theory]
    [InlineData("$WhatIfPreference = $true;", false)]
    [InlineData("$ConfirmPreference = 'None';", true)]
    public void It_holds_for_a_cmdlet_that_changes_nothing_too(string preference, bool expected)
    {
        using var probe = new Probe();

        var result = probe.Invoke(cmdlet => cmdlet.WriteObject(cmdlet.IsAgreed("Sign in again?")), preference + "Get-Probe -Work $work");

        Assert.Empty(result.Errors);
        Assert.Equal(expected, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Where_nobody_is_there_to_ask_it_is_a_no()
    {
        using var probe = new Probe();

        Assert.Equal(false, Assert.Single(probe.Invoke(cmdlet => cmdlet.WriteObject(cmdlet.IsAgreed("Sign in again?"))).Output).BaseObject);
    }
}
