using KaceAzureAd.RealShells;

return await Options.CreateCommand().Parse(args).InvokeAsync();
