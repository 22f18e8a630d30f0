using System.Threading.Channels;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>The faults that wait for their requests. Safe to use from several threads.</summary>
public sealed class FaultSet
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Channel<bool> _held = Channel.CreateUnbounded<bool>();

    /// <summary>How many requests were hit so far.</summary>
    public int Hits { get; private set; }

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

    /// <summary>
    /// Waits until a request is held that will never be answered (<see cref="FaultRule.NeverAnswers"/>). Each request that is held ends one
    /// wait, be it held already, so that a second wait is for a second request.
    /// </summary>
    public async Task WaitUntilHeldAsync(CancellationToken cancellationToken = default) => await _held.Reader.ReadAsync(cancellationToken);

    /// <summary>Holds a request until it is aborted: its client goes away, or the emulator stops.</summary>
    internal async Task HoldAsync(CancellationToken aborted)
    {
        _held.Writer.TryWrite(true);
        await Task.Delay(Timeout.Infinite, aborted);
    }

    /// <summary>The first fault that hits this request, used up by one; null where none does.</summary>
    /// <param name="token">The request's access token.</param>
    /// <param name="now">The time by the services' clock.</param>
    internal FaultRule? Take(string origin, string method, string pathAndQuery, bool isBatchItem = false, TokenMark? token = null, DateTimeOffset now = default)
    {
        lock (_gate)
        {
            var index = FirstReady(r => r.Hits(origin, method, pathAndQuery, isBatchItem, token));
            if (index < 0)
            {
                return null;
            }

            Hits++;
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

    /// <summary>The first of these faults that lets no more pass. Each that still does counts the request, be it hit by another or not.</summary>
    private int FirstReady(Predicate<FaultRule> hits)
    {
        var ready = -1;
        for (var i = 0; i < _rules.Count; i++)
        {
            if (!hits(_rules[i]))
            {
                continue;
            }

            if (_rules[i].Passed < _rules[i].After)
            {
                _rules[i] = _rules[i] with { Passed = _rules[i].Passed + 1 };
            }
            else if (ready < 0 && !_rules[i].IsSpared())
            {
                ready = i;
            }
        }

        return ready;
    }
}
