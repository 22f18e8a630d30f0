namespace KaceAzureAd.Help.Pages;

/// <summary>A topic that is no cmdlet.</summary>
/// <param name="Name">Its name, which begins with <c>about_</c>.</param>
/// <param name="Synopsis">What it is about, in a sentence.</param>
/// <param name="Page">The file, parsed.</param>
/// <param name="Sections">The rest.</param>
public sealed record AboutPage(string Name, string Synopsis, Page Page, IReadOnlyList<Section> Sections)
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="PageException">It has not the sections of a topic.</exception>
    public static AboutPage Read(string path)
    {
        var page = Page.Read(path);
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return Page.Sections(page.Document, 1) is [var whole] && whole.Title == name && Page.Sections(page.Document, 2) is [{ Title: "SHORT DESCRIPTION" } first, ..] sections
            ? new(name, string.Join(' ', PlainText.Of(page, first.Blocks)), page, [.. sections.Skip(1)])
            : throw page.Fault(1, $"A topic begins with '# {name}' and '## SHORT DESCRIPTION'.");
    }
}
