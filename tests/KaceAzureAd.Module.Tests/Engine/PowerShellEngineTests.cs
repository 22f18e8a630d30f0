using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Engine;

public sealed class PowerShellEngineTests
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("Get-Command nope", 1)]
    [InlineData("Get-Command nope; 'goes on'", 1)]
    [InlineData("if (", 1)]
    [InlineData("Get-Command nope -ErrorAction SilentlyContinue", 0)]
    [InlineData("Get-Command nope -ErrorAction Ignore", 0)]
    [InlineData("Get-Command nope 2>$null", 0)]
    [InlineData("try { Get-Command nope -ErrorAction Stop } catch { 'handled' }", 0)]
    [InlineData("try { throw 'boom' } catch { $_ }", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("Get-Command nope; exit 0", 1)]
    public void The_exit_code_tells_whether_the_script_left_an_error(string script, int expected)
    {
        using var engine = new PowerShellEngine();

        Assert.Equal(expected, engine.Run(script, TextWriter.Null));
    }

    [Fact]
    public void Output_is_formatted_and_errors_stand_where_they_came()
    {
        using var engine = new PowerShellEngine();

        var text = Shown(engine, "[pscustomobject]@{ Name = 'a'; Value = 1 }; Get-Command nope; 'after'");

        var (table, error, after) = (text.IndexOf("Name Value", StringComparison.Ordinal), text.IndexOf("Get-Command: ", StringComparison.Ordinal), text.IndexOf("after", StringComparison.Ordinal));
        Assert.True(table >= 0 && table < error && error < after, text);
        Assert.Contains("Errors that the script left: CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Formatting_data_of_a_module_is_used()
    {
        using var folder = new Loading.TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "V.Format.ps1xml"), """
            <Configuration><ViewDefinitions><View><Name>V</Name><ViewSelectedBy><TypeName>Test.V</TypeName></ViewSelectedBy>
            <TableControl><TableHeaders><TableColumnHeader><Label>Oldest</Label></TableColumnHeader></TableHeaders>
            <TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Major</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries>
            </TableControl></View></ViewDefinitions></Configuration>
            """);
        File.WriteAllText(Path.Combine(folder.Path, "V.psd1"), "@{ ModuleVersion = '1.0'; FormatsToProcess = 'V.Format.ps1xml' }");
        using var engine = new PowerShellEngine();
        engine.ImportModule(Path.Combine(folder.Path, "V.psd1"));

        Assert.Contains("Oldest", Shown(engine, "[pscustomobject]@{ PSTypeName = 'Test.V'; Major = 1 }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Escape_sequences_reach_only_a_terminal(bool isTerminal)
    {
        using var engine = new PowerShellEngine(new EngineOptions { IsTerminal = isTerminal });

        Assert.Equal(isTerminal, Shown(engine, "[pscustomobject]@{ Name = 'a' }").Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void A_script_file_knows_its_folder_and_its_variables()
    {
        using var folder = new Loading.TemporaryFolder();
        var path = Path.Combine(folder.Path, "script.ps1");
        File.WriteAllText(path, "$PSScriptRoot; $Given");
        using var engine = new PowerShellEngine();
        using var output = new StringWriter();

        Assert.Equal(0, engine.RunFile(path, output, new Dictionary<string, object?> { ["Given"] = "value" }));

        Assert.Equal([folder.Path, "value"], output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.PromptForChoice('c', 'm', [System.Management.Automation.Host.ChoiceDescription[]]@('&Yes'), 0)")]
    [InlineData("$null = $Host.UI.ReadLineAsSecureString()")]
    public void Whatever_waits_for_a_person_fails_and_says_why(string script)
    {
        using var engine = new PowerShellEngine();

        Assert.Contains("This run is not interactive", Shown(engine, script).ReplaceLineEndings(" ").Replace("     | ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_a_script_at_once()
    {
        using var engine = new PowerShellEngine();
        using var started = new ManualResetEventSlim();
        var run = Task.Run(
            () => engine.Run("$started.Set(); while ($true) { [System.Threading.Thread]::Sleep(5) }", TextWriter.Null, new Dictionary<string, object?> { ["started"] = started }),
            TestContext.Current.CancellationToken);
        Assert.True(started.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        engine.Stop();

        Assert.Equal(130, await run.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
        Assert.Equal(0, engine.Run("'again'", TextWriter.Null));
    }

    [Fact]
    public void Engines_side_by_side_share_no_state()
    {
        using var one = new PowerShellEngine();
        using var other = new PowerShellEngine();

        one.Invoke("$global:x = 1; function f { 1 }");

        Assert.DoesNotContain(other.Invoke("if (Get-Command f -ErrorAction Ignore) { 'f' }; $x").Output, o => o is not null);
    }

    private static string Shown(PowerShellEngine engine, string script)
    {
        using var output = new StringWriter();
        engine.Run(script, output);
        return output.ToString();
    }
}
