using KaceAzureAd.Connection;

namespace KaceAzureAd.Commands;

/// <summary>A plan, or the path of a saved one, as a parameter takes it: PowerShell converts by these constructors. The file is read by the cmdlet.</summary>
public sealed class PlanArgument
{
    private readonly KaceAadPlan? _plan;
    private readonly string? _path;

    /// <summary>By path.</summary>
    public PlanArgument(string path) => _path = path;

    /// <summary>A file, as Export-KaceAadPlan returns it.</summary>
    public PlanArgument(FileInfo file) => _path = file.FullName;

    /// <summary>The plan itself.</summary>
    public PlanArgument(KaceAadPlan plan) => _plan = plan;

    /// <summary>The plan.</summary>
    /// <param name="resolve">Makes a path of PowerShell one of the file system.</param>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.InvalidPlan</c>.</exception>
    internal KaceAadPlan Read(Func<string, string> resolve) => _plan ?? PlanFile.Load(resolve(_path!));

    /// <inheritdoc/>
    public override string ToString() => _plan?.ToString() ?? _path!;
}
