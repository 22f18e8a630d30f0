namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>One use of a cmdlet, to be disturbed.</summary>
/// <param name="Script">The use; its first word is the cmdlet, unless another is named.</param>
/// <param name="Start">The tenant as it is before.</param>
/// <param name="Sends">What it sends. A test holds this and what it really sends together.</param>
internal sealed record CmdletCase(string Script, Start Start, Requests Sends)
{
    private readonly string? _cmdlet;

    public string Cmdlet
    {
        get => _cmdlet ?? Script.Split(' ')[0];
        init => _cmdlet = value;
    }

    /// <summary>What tells this use of the cmdlet from others.</summary>
    public string Variant { get; init; } = "";

    /// <summary>True for what signs in itself; the others begin with a session that can be renewed.</summary>
    public bool SignsIn => Cmdlet == "Connect-KaceAad";

    public bool Writes => Sends.HasFlag(Requests.Write);

    public string Name => Variant.Length == 0 ? Cmdlet : $"{Cmdlet} {Variant}";
}

/// <summary>How far a tenant is.</summary>
internal enum Start
{
    /// <summary>KACE Cloud's application is not there.</summary>
    Empty,

    /// <summary>It is there, and nothing else is done.</summary>
    Added,

    /// <summary>All is done, and journalled.</summary>
    Connected,
}

/// <summary>Sorts of requests, of each of which one is hit at a time.</summary>
[Flags]
internal enum Requests
{
    None = 0,

    /// <summary>Reads of Graph, sent for themselves or as a batch.</summary>
    Read = 1,

    /// <summary>What changes something in Graph.</summary>
    Write = 2,

    /// <summary>Items of a batch.</summary>
    Item = 4,

    /// <summary>To the sign-in service.</summary>
    SignIn = 8,

    /// <summary>To KACE Cloud.</summary>
    KaceCloud = 16,

    /// <summary>All that is sent: what disturbs the services as a whole.</summary>
    Any = 32,
}
