using System.Text;

namespace KaceAzureAd;

/// <summary>What the tests use of newer .NET and .NET Framework lacks.</summary>
internal static class NewerMembers
{
    extension(string text)
    {
        public string[] Split(char separator, StringSplitOptions options) => text.Split([separator], options);

        public string[] Split(string separator) => text.Split([separator], StringSplitOptions.None);

        public string Replace(string before, string after, StringComparison comparison)
        {
            Assert.Equal(StringComparison.Ordinal, comparison);
            return text.Replace(before, after);
        }

        public IEnumerable<Rune> EnumerateRunes()
        {
            for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            {
                yield return new Rune(text, i);
            }
        }
    }

    extension<T>(IEnumerable<T> items)
    {
        public IEnumerable<T> Order() => items.OrderBy(i => i);

        public IEnumerable<T> Order(IComparer<T> comparer) => items.OrderBy(i => i, comparer);

        public IEnumerable<T> DistinctBy<TKey>(Func<T, TKey> key) => items.GroupBy(key).Select(g => g.First());
    }

    extension(Task task)
    {
        public Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => task.WaitAsync(limit, TimeProvider.System, cancellationToken);
    }

    extension(Enum)
    {
        public static T[] GetValues<T>() where T : struct, Enum => [.. Enum.GetValues(typeof(T)).Cast<T>()];
    }

    extension(FileStream file)
    {
        public void Write(byte[] bytes) => file.Write(bytes, 0, bytes.Length);
    }

    extension(Directory)
    {
        public static DirectoryInfo CreateTempSubdirectory(string prefix) => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Path.GetRandomFileName()));
    }

    extension(OperatingSystem)
    {
        // What tests ask this for is how .NET Framework behaves there (locks of files, the folder of a user), which Mono does everywhere.
        public static bool IsWindows() => true;

        public static bool IsMacOS() => false;
    }
}

internal sealed class TaskCompletionSource
{
    private readonly TaskCompletionSource<bool> _source = new();

    public Task Task => _source.Task;

    public void SetResult() => _source.SetResult(true);

    public bool TrySetResult() => _source.TrySetResult(true);
}
