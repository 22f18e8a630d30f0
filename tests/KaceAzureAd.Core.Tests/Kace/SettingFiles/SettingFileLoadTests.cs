using System.Diagnostics;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>What is far too large is refused in little time.</summary>
public sealed class SettingFileLoadTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kace-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string, string> Hostile => new()
    {
        { "a line of 15 MB", new string('x', 15_000_000) },
        { "a file of 17 MB", new string('\n', 17_000_000) },
        { "separators", "TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\n" + new string(',', 15_000_000) },
        { "an open quotation mark", "TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\n\"" + new string('"', 15_000_000) },
        { "rows", "TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\n" + string.Concat(Enumerable.Repeat(",1\n", 200_000)) },
        { "entries", "[" + string.Concat(Enumerable.Repeat("0,", 7_000_000)) + "]" },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void What_is_far_too_large_is_refused_soon(string _, string text)
    {
        File.WriteAllText(_path, text);
        var clock = Stopwatch.StartNew();

        Expect.Error(ErrorCodes.SettingFileTooLarge, () => SettingFile.Read(_path));

        // Seconds on a machine at rest; what is not linear takes hours.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }
}
