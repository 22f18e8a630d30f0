using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>The faults that wait for their requests. Safe to use from several threads.</summary>
public sealed class FaultSet
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    public void Add(FaultRule rule)
    {
        lock (_gate)
        {
            _rules.Add(rule);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>The first fault that hits this request, used up by one; null where none does.</summary>
    /// <param name="token">The request's access token.</param>
    /// <param name="now">The time by the services' clock.</param>
    internal FaultRule? Take(string origin, string method, string pathAndQuery, bool isBatchItem = false, TokenMark? token = null, DateTimeOffset now = default)
    {
        lock (_gate)
        {
            var index = _rules.FindIndex(r => r.Hits(origin, method, pathAndQuery, isBatchItem, token));
            if (index < 0)
            {
                return null;
            }

            var rule = _rules[index] with { HitSince = _rules[index].HitSince ?? now };
            if (rule.Count == 1)
            {
                _rules.RemoveAt(index);
            }
            else
            {
                _rules[index] = rule with { Count = rule.Count - 1 };
            }

            return rule;
        }
    }
}
