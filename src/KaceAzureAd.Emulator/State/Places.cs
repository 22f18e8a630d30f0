using System.Collections.Concurrent;

namespace KaceAzureAd.Emulator.State;

/// <summary>
/// Remembers at which place of a list that stands which was looked for, so that many tenants cost no more than one. A place is
/// looked at again before it is believed, for the lists change.
/// </summary>
internal sealed class Places<T>(Func<T, string, bool> fits)
    where T : class
{
    private readonly ConcurrentDictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public T? Find(List<T> items, string key)
    {
        if (_places.TryGetValue(key, out var known) && known < items.Count && fits(items[known], key))
        {
            return items[known];
        }

        var place = items.FindIndex(item => fits(item, key));
        if (place < 0)
        {
            return null;
        }

        _places[key] = place;
        return items[place];
    }
}
