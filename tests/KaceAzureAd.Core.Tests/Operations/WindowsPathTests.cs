using KaceAzureAd.Operations;

namespace KaceAzureAd.Core.Tests.Operations;

/// <summary>Names that Windows takes for something else. They are looked at as text, so the tests tell the same on every platform.</summary>
public sealed class WindowsPathTests
{
    [Theory]
    [InlineData(@"C:\plans\contoso.plan.json")]
    [InlineData(@"c:/plans/contoso.plan.json")]
    [InlineData(@"C:\journals\")]
    [InlineData(@"C:\a folder\.hidden\Äpfel 🍎.json")]
    [InlineData(@"C:\a\..\b\.\x.json")]
    [InlineData(@"\\server\share\x.json")]
    [InlineData(@"//server/share/x.json")]
    [InlineData(@"\\server\c$\x.json")]
    [InlineData(@"\\server.\share\x.json")]
    [InlineData(@"\\?\C:\plans\x.json")]
    [InlineData(@"\\?\Volume{26a21bda-a627-11d7-9931-806e6f6e6963}\x.json")]
    [InlineData(@"\\?\UNC\server\share\x.json")]
    [InlineData(@"C:\console.json")]
    [InlineData(@"C:\null\com10\lpt.json")]
    [InlineData(@"C:\my.con")]
    [InlineData(@"C:\ x.json")]
    public void A_path_of_a_file_is_none_of_them(string path) => Assert.Null(WindowsPath.Objection(path));

    [Theory]
    [InlineData(@"C:\CON")]
    [InlineData(@"C:\plans\nul")]
    [InlineData(@"C:\plans\Aux.json")]
    [InlineData(@"C:\plans\prn.plan.json")]
    [InlineData(@"C:\plans\COM1")]
    [InlineData(@"C:\plans\com9.json")]
    [InlineData(@"C:\plans\LPT²")]
    [InlineData(@"C:\nul\x.json")]
    [InlineData(@"C:\conin$")]
    [InlineData(@"C:\CONOUT$")]
    [InlineData(@"C:\NUL .json")]
    [InlineData(@"\\server\share\NUL")]
    [InlineData(@"\\?\C:\NUL")]
    [InlineData(@"\\.\NUL")]
    [InlineData(@"\\.\C:\x.json")]
    [InlineData(@"//./COM1")]
    public void A_device_is_said_so(string path) => Assert.Contains("device", WindowsPath.Objection(path), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"C:\x.json:stream", "stream")]
    [InlineData(@"C:\x.json::$DATA", "stream")]
    [InlineData(@"C:\x:y\z.json", "stream")]
    [InlineData(@"\\server\share\x.json:stream", "stream")]
    [InlineData(@"\\?\C:\x.json:stream", "stream")]
    [InlineData(@"C:\x.json.", "the end of 'x.json.'")]
    [InlineData(@"C:\x.json ", "the end of 'x.json '")]
    [InlineData(@"C:\folder.\x.json", "the end of 'folder.'")]
    [InlineData(@"C:\...\x.json", "the end of '...'")]
    [InlineData(@"C:\NUL.", "the end of 'NUL.'")]
    [InlineData("C:\\a<b.json", "allows")]
    [InlineData("C:\\a\"b.json", "allows")]
    [InlineData("C:\\a|b.json", "allows")]
    [InlineData("C:\\a?b.json", "allows")]
    [InlineData("C:\\a*b.json", "allows")]
    [InlineData("C:\\a\u0007b.json", "allows")]
    [InlineData("C:\\a\nb.json", "allows")]
    [InlineData(@"C:x.json", "not a full path")]
    [InlineData(@"\x.json", "not a full path")]
    [InlineData(@"x.json", "not a full path")]
    [InlineData(@"C:", "not a full path")]
    [InlineData(@"\\server", "not a full path")]
    [InlineData(@"1:\x.json", "not a full path")]
    public void What_would_be_another_file_is_said_so(string path, string reason) =>
        Assert.Contains(reason, WindowsPath.Objection(path), StringComparison.Ordinal);
}
