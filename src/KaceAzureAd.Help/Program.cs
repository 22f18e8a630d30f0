using KaceAzureAd.Help;
using KaceAzureAd.Help.Commands;
using KaceAzureAd.Help.Output;
using KaceAzureAd.Help.Pages;

if (args is not [var manifest, var pages, var folder])
{
    Console.Error.WriteLine("Makes the module's help. Arguments: the manifest, the folder of the pages, the folder to write to.");
    return 2;
}

try
{
    var commands = ModuleCommands.Read(Path.GetFullPath(manifest));
    Directory.CreateDirectory(folder);
    foreach (var old in Directory.EnumerateFiles(folder, "about_*.help.txt"))
    {
        File.Delete(old);
    }

    foreach (var about in Directory.EnumerateFiles(pages, "about_*.md"))
    {
        WholeFile.Write(Path.Combine(folder, Path.GetFileNameWithoutExtension(about) + ".help.txt"), AboutFile.Make(AboutPage.Read(about)));
    }

    // Last, for by its time the build knows whether the help is up to date.
    WholeFile.Write(Path.Combine(folder, "KaceAzureAd.dll-Help.xml"), MamlFile.Make(commands, CommandPage.ReadFolder(pages)));
    return 0;
}
catch (PageException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
