namespace KaceAzureAd.Package;

/// <summary>The module as it is installed: a folder that has the module's name.</summary>
internal sealed class ModuleFolder
{
    /// <summary>The target frameworks: PowerShell 7.4 and newer, and Windows PowerShell 5.1.</summary>
    public static readonly string[] Flavours = ["net8.0", "net472"];

    private ModuleFolder(string path) => Path = path;

    public string Path { get; }

    public string ManifestPath => System.IO.Path.Combine(Path, ModuleManifest.ModuleName + ".psd1");

    /// <summary>Its files by their paths in it, with slashes, in an order that is the same everywhere.</summary>
    public IReadOnlyList<(string Name, FileInfo File)> Files =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(p => (System.IO.Path.GetRelativePath(Path, p).Replace('\\', '/'), new FileInfo(p)))
            .OrderBy(f => f.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Lays it out.</summary>
    /// <param name="path">The new folder.</param>
    /// <param name="clone">Where the manifest, the help and the changelog are.</param>
    /// <param name="built">What the manifest calls bin: the scripts, and a folder for each flavour.</param>
    public static ModuleFolder Create(string path, string clone, string built)
    {
        var module = new ModuleFolder(path);
        foreach (var name in new[] { ModuleManifest.ModuleName + ".psd1", "CHANGELOG.md" })
            module.Copy(System.IO.Path.Combine(clone, name), name);
        foreach (var file in Directory.GetFiles(built))
            module.Copy(file, $"bin/{System.IO.Path.GetFileName(file)}");

        // Assemblies, and the symbols of our own, so that a stack trace names lines. The rest of a build's output is for compilers.
        foreach (var flavour in Flavours)
        {
            foreach (var file in Directory.GetFiles(System.IO.Path.Combine(built, flavour)).Where(f => System.IO.Path.GetExtension(f) is ".dll" or ".pdb"))
                module.Copy(file, $"bin/{flavour}/{System.IO.Path.GetFileName(file)}");
        }

        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(clone, "en-US")))
            module.Copy(file, $"en-US/{System.IO.Path.GetFileName(file)}");

        return module;
    }

    /// <summary>The assemblies of a flavour.</summary>
    public IEnumerable<(string Name, FileInfo File)> Assemblies(string flavour) =>
        Files.Where(f => f.Name.StartsWith($"bin/{flavour}/", StringComparison.Ordinal) && f.File.Extension == ".dll");

    /// <summary>Adds a file of text.</summary>
    public void Add(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    private void Copy(string source, string name)
    {
        var target = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
