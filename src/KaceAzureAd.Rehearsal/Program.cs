using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

return await RehearsalOptions.CreateCommand(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(RehearsalOptions options, CancellationToken cancellationToken)
{
    if (options.Script is null)
    {
        Console.Error.WriteLine("Give a script to run: --script FILE.");
        return 2;
    }

    using var engine = new PowerShellEngine(EngineOptions.ForConsole());
    using var stop = cancellationToken.Register(engine.Stop);
    return await Task.Run(() => engine.RunFile(options.Script.FullName, Console.Out), CancellationToken.None);
}
