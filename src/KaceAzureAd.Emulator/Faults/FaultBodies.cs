namespace KaceAzureAd.Emulator.Faults;

/// <summary>What broken and hostile services send.</summary>
internal static class FaultBodies
{
    public const string Xml = "application/soap+xml; charset=utf-8";

    /// <summary>What a gateway in front of a service answers when it has nothing better to say.</summary>
    public const string GatewayPage = "<html><head><title>Bad Gateway</title></head><body><h1>The service is unavailable.</h1></body></html>";

    public const string Malformed = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><Discover";

    private const string Open = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>";
    private const string Close = "</s:Body></s:Envelope>";

    /// <summary>Ten levels of entities, each ten times the one below: ten thousand million words, were they expanded.</summary>
    public static string Bomb { get; } =
        $"<!DOCTYPE b [<!ENTITY e0 \"word\">{string.Concat(Enumerable.Range(1, 10).Select(i => $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">"))}]>{Open}&e10;{Close}";

    public static int LeastSize => Open.Length + Close.Length;

    /// <summary>A well-formed envelope of this length.</summary>
    public static string Sized(int length) => Open + new string(' ', length - LeastSize) + Close;
}
