using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>What the module keeps for one runspace: its current session, and the environments made in it. It ends with the runspace.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = new();

    private readonly Dictionary<string, KaceAadEnvironment> _environments = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The state of the runspace whose pipeline thread this is.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The session that cmdlets use where none is given.</summary>
    public KaceAadSession? Session { get; private set; }

    /// <summary>Sessions made in this runspace and not disconnected, oldest first.</summary>
    public List<KaceAadSession> Sessions { get; } = [];

    /// <summary>Microsoft's clouds and those made in this runspace.</summary>
    public IEnumerable<KaceAadEnvironment> Environments => KaceAadEnvironment.BuiltIn.Concat(_environments.Values);

    /// <summary>Keeps a session that was made.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isCurrent">Whether cmdlets use it from now on where none is given.</param>
    /// <returns>The session.</returns>
    public KaceAadSession Add(KaceAadSession session, bool isCurrent)
    {
        Sessions.Add(session);
        Session = isCurrent ? session : Session;
        return session;
    }

    /// <summary>Forgets a session that ended.</summary>
    public void Remove(KaceAadSession session)
    {
        Sessions.Remove(session);
        Session = Session == session ? null : Session;
    }

    /// <summary>Makes an environment known by its name; a later one of the same name takes its place.</summary>
    public void Add(KaceAadEnvironment environment) => _environments[environment.Name] = environment;
}
