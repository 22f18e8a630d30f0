using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands;

/// <summary>
/// An environment, or the name of one, as a parameter takes it: PowerShell converts by these constructors. The name is looked up by the
/// cmdlet, for an error raised while parameters are bound would carry the engine's id instead of this module's.
/// </summary>
public sealed class EnvironmentArgument
{
    private readonly KaceAadEnvironment? _environment;
    private readonly string _name;

    /// <summary>By name.</summary>
    public EnvironmentArgument(string name) => _name = name;

    /// <summary>The environment itself.</summary>
    public EnvironmentArgument(KaceAadEnvironment environment)
    {
        _environment = environment;
        _name = environment.Name;
    }

    /// <summary>The environment, among those known in the runspace.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.EnvironmentNotFound</c>.</exception>
    internal KaceAadEnvironment Resolve(RunspaceState state)
    {
        var known = state.Environments.ToList();
        return _environment ?? known.Find(e => string.Equals(e.Name, _name, StringComparison.OrdinalIgnoreCase))
            ?? throw new KaceAadException(
                ErrorCodes.EnvironmentNotFound, $"There is no environment named '{_name}'.", $"Known are {string.Join(", ", known)}; New-KaceAadEnvironment makes others.") { Target = _name };
    }

    /// <inheritdoc/>
    public override string ToString() => _name;
}
