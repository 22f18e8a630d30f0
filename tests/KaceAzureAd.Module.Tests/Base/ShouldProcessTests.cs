using System.Management.Automation;
using System.Management.Automation.Host;
using KaceAzureAd.Errors;
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

    /// <summary>What hosts fail with: without prompts, -NonInteractive, runbooks, jobs, and PowerShell's console where its input has ended.</summary>
    public static TheoryData<Exception> Failures =>
    [
        new HostException("no prompts"), new PSInvalidOperationException("NonInteractive mode"), new NotImplementedException(),
        new NotSupportedException(), new RemoteException("of a job"), Record.Exception(() => ((string?)null)!.Length)!,
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_question_that_nobody_can_answer_is_the_modules_error_of_that_item(Exception failure)
    {
        using var probe = new Probe(new EngineOptions { Choose = _ => throw failure });

        var result = probe.Invoke(
            cmdlet =>
            {
                Func<bool>[] questions =
                [
                    () => cmdlet.ShouldProcess("the policy"), () => cmdlet.ShouldProcess("the policy", "Change the scope of"),
                    () => cmdlet.ShouldProcess("Changing", "Change?", "Caption"), () => cmdlet.ShouldContinue("Go on?", "Caption"),
                ];
                foreach (var question in questions)
                {
                    try
                    {
                        cmdlet.WriteObject(question());
                    }
                    catch (KaceAadException e)
                    {
                        cmdlet.WriteError(e);
                    }
                }
            },
            "Invoke-Probe -Work $work -Confirm");

        Assert.Empty(result.Output);
        Assert.Equal(["the policy", "the policy", "Changing", "Go on?"], result.Errors.Select(e => e.TargetObject));
        Assert.All(result.Errors, e =>
        {
            Assert.StartsWith("KaceAad.NotInteractive,", e.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("-Confirm:$false", e.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Same(failure, Innermost(e.Exception));
        });
        Assert.Contains("Change the scope of", result.Errors[1].Exception.Message, StringComparison.Ordinal);

        static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
    }

    [Fact]
    public void What_ends_the_pipeline_while_it_asks_is_no_missing_answer()
    {
        using var probe = new Probe();

        var result = probe.Invoke(
            cmdlet =>
            {
                cmdlet.ShouldProcess("the policy");
                cmdlet.WriteObject("went on");
            },
            "foreach ($once in 1) { Invoke-Probe -Work $work -Verbose 4>&1 | ForEach-Object { \"$_\"; break } }");

        Assert.Empty(result.Errors);
        Assert.Contains("the policy", $"{Assert.Single(result.Output)}", StringComparison.Ordinal);
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
