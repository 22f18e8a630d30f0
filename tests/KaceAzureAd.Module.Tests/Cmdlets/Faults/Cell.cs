namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>One cmdlet, one fault, and the sort of request that it hits.</summary>
internal sealed record Cell(CmdletCase Case, Fault Fault, Requests Hit)
{
    private const string Every = "all";

    // "all": each request in turn, instead of one. What else it says, a cell's name has to contain.
    private static readonly string Wanted = Environment.GetEnvironmentVariable("KACEAAD_TESTS_FAULTS") ?? "";
    private static readonly string Text = Exhaustive ? Wanted[Every.Length..].Trim() : Wanted;

    /// <summary>The cells that are wanted: every cmdlet with every fault that can hit it.</summary>
    public static IReadOnlyDictionary<string, Cell> All { get; } = CmdletCases.Sending
        .SelectMany((c, i) => FaultTable.All.SelectMany((f, j) => Chosen(c, f, i + j).Select(hit => new Cell(c, f, hit))))
        .Where(c => c.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(c => c.Name);

    /// <summary>True where each request is hit in turn.</summary>
    public static bool Exhaustive => Wanted == Every || Wanted.StartsWith(Every + " ", StringComparison.Ordinal);

    public string Name => Hit == Requests.Any ? $"{Case.Name}: {Fault.Name}" : $"{Case.Name}: {Fault.Name} ({Hit})";

    /// <summary>
    /// The sorts of requests to hit. One is enough, taken in turn over faults and cmdlets, but for what looks like a success: a read that is believed
    /// leads to a wrong write, and a write that is believed to a wrong result.
    /// </summary>
    private static IEnumerable<Requests> Chosen(CmdletCase @case, Fault fault, int turn)
    {
        Requests[] sorts = [.. Enum.GetValues<Requests>().Where(s => s != Requests.None && fault.Hits.HasFlag(s) && IsSent(@case, s, fault))];
        return Exhaustive || fault.LooksLikeSuccess || sorts.Length == 0 ? sorts : [sorts[turn % sorts.Length]];
    }

    // Pages and replicas are nothing to what never asks Graph, but a clock is.
    private static bool IsSent(CmdletCase @case, Requests sort, Fault fault) => sort == Requests.Any
        ? @case.Sends.HasFlag(Requests.Read) || (@case.SignsIn && fault.Condition is not null)
        : @case.Sends.HasFlag(sort);
}
