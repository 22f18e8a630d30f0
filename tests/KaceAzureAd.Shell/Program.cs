using KaceAzureAd.Rehearsal.Engine;

// The bare engine in a process of its own, for tests of what importing the module loads: no emulator, no module.
using var engine = new PowerShellEngine();
return engine.RunFile(args[0], Console.Out);
