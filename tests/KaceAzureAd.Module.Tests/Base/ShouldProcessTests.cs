using System.Management.Automation;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Base;

public sealed class ShouldProcessTests
{
    [Fact]
    public void WhatIf_says_what_would_be_done_and_the_work_hears_no()
    {
        using var probe = new Probe();

        var result = probe.Invoke(c => c.WriteObject(c.ShouldProcess("the policy", "Change the scope of")), "Invoke-Probe -Work $work -WhatIf");

        Assert.Equal(false, Assert.Single(result.Output).BaseObject);
        Assert.Contains("What if: Performing the operation \"Change the scope of\" on target \"the policy\".", result.HostText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&Yes", true)]
    [InlineData("&No", false)]
    public void Confirm_asks_on_the_host_and_the_work_hears_the_answer(string label, bool expected)
    {
        var questions = new List<ChoiceQuestion>();
        using var probe = new Probe(Answering(label, questions));

        var result = probe.Invoke(c => c.WriteObject(c.ShouldProcess("the policy")), "Invoke-Probe -Work $work -Confirm");

        Assert.Equal(expected, Assert.Single(result.Output).BaseObject);
        Assert.Contains("the policy", Assert.Single(questions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShouldProcess_tells_its_reason()
    {
        using var probe = new Probe();

        var result = probe.Invoke(
            cmdlet =>
            {
                cmdlet.WriteObject(cmdlet.ShouldProcess("Would do it", "Do it?", "Caption", out var reason));
                cmdlet.WriteObject(reason);
            },
            "Invoke-Probe -Work $work -WhatIf");

        Assert.Equal([false, ShouldProcessReason.WhatIf], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Yes_to_all_is_remembered()
    {
        var questions = new List<ChoiceQuestion>();
        using var probe = new Probe(Answering("Yes to &All", questions));

        var result = probe.Invoke(cmdlet =>
        {
            var (yesToAll, noToAll) = (false, false);
            cmdlet.WriteObject(cmdlet.ShouldContinue("Go on?", "Caption", ref yesToAll, ref noToAll));
            cmdlet.WriteObject(cmdlet.ShouldContinue("Go on?", "Caption", ref yesToAll, ref noToAll));
            cmdlet.WriteObject(noToAll);
        });

        Assert.Equal([true, true, false], result.Output.Select(o => (bool)o.BaseObject));
        Assert.Single(questions);
    }

    [Fact]
    public void A_question_that_nobody_can_answer_is_an_error_that_says_so()
    {
        using var probe = new Probe();
        var wentOn = false;

        var result = probe.Invoke(
            cmdlet =>
            {
                cmdlet.ShouldProcess("the policy");
                wentOn = true;
            },
            "Invoke-Probe -Work $work -Confirm");

        Assert.Contains("This run is not interactive", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.False(wentOn);
    }

    private static EngineOptions Answering(string label, List<ChoiceQuestion> questions) => new()
    {
        Choose = question =>
        {
            questions.Add(question);
            return question.Choices.ToList().FindIndex(c => c.Label == label);
        },
    };
}
