using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Core.Tests.Connection.Journal;

/// <summary>The user's own folder is the process's: no other test may look for it meanwhile.</summary>
[CollectionDefinition(nameof(DefaultJournalPathTests), DisableParallelization = true)]
public sealed class OwnFolder;

/// <summary>The user's own folder, where journals are kept when no path was given.</summary>
[Collection(nameof(DefaultJournalPathTests))]
public sealed class DefaultJournalPathTests : IDisposable
{
    private const string Variable = "XDG_DATA_HOME";

    private readonly string? _before = System.Environment.GetEnvironmentVariable(Variable);
    private readonly TemporaryFolder _folder = new();

    public DefaultJournalPathTests() => Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "The folder is not told by a variable there.");

    public void Dispose()
    {
        System.Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }

    [Fact]
    public void A_journal_is_in_the_users_own_folder_by_its_tenant()
    {
        System.Environment.SetEnvironmentVariable(Variable, _folder.File("data"));

        Assert.StartsWith(_folder.File($"data/KaceAzureAd/Journals/{TestSession.TenantId}/"), JournalPaths.Default(TestSession.TenantId), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_without_a_folder_is_told_to_give_a_path()
    {
        // As that of a service, or a home that is read-only.
        File.WriteAllText(_folder.File("file"), "");
        System.Environment.SetEnvironmentVariable(Variable, _folder.File("file/data"));

        var error = Assert.Throws<KaceAadException>(() => JournalPaths.Default(TestSession.TenantId));

        Assert.Equal(ErrorCodes.JournalNotWritable, error.Code);
        Assert.Contains("Give a path", error.RecommendedAction, StringComparison.Ordinal);
    }
}
