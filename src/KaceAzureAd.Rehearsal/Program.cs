using KaceAzureAd.Rehearsal;

return await RehearsalOptions.CreateCommand((options, cancellationToken) => new RehearsalRun(options, Console.Out).RunAsync(cancellationToken)).Parse(args).InvokeAsync();
