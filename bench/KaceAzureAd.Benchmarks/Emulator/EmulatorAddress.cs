namespace KaceAzureAd.Benchmarks.Emulator;

/// <summary>A customer of the emulated KACE Cloud, with a token of its administrator.</summary>
internal sealed record Customer(string TenantId, string AccessToken, string SettingText);

/// <summary>A permission that KACE Cloud's application asks for.</summary>
internal sealed record AskedPermission(string Permission, string Type, string ResourceAppId);

/// <summary>What a client of the emulator has to know.</summary>
internal sealed record EmulatorAddress(string SignIn, string Graph, string Dns, string Authority, string AppId, Customer[] Customers, AskedPermission[] Consent);
