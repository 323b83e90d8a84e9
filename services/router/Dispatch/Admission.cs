using System.Collections.Frozen;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;

namespace Atelier.Router.Dispatch;

/// <summary>An attempt under way in a tier whose attempts are counted.</summary>
internal readonly record struct Seat(string Tier, string Tenant);

/// <summary>
/// What this process knows of the slots. The store's word is what counts, read a few times a second; what this process has let go or seen end
/// since then is laid over it, so that two of one group of changes never have the same slot. Only the pod that has the lease lets go.
/// </summary>
internal sealed class Admission(TenantBook weights, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Bell _freed = new();
    private readonly Dictionary<Guid, Said> _said = [];
    private readonly Dictionary<string, FairShare> _turns = [];
    private readonly Dictionary<string, int> _promised = [];
    private Dictionary<Guid, Seat> _seats = [];
    private Dictionary<(string Tier, string Tenant), Line> _lines = [];
    private IReadOnlyDictionary<string, int> _limits = FrozenDictionary<string, int>.Empty;
    private DateTimeOffset _openUntil = DateTimeOffset.MinValue;
    private bool _looking;
    private long _clock;

    /// <summary>Whether no tier is counted, as far as this process knows.</summary>
    public bool Idle => _limits.Count == 0 && !_looking;

    /// <summary>Whether no tier is counted any more, and nothing is left of the time when one was.</summary>
    public bool IsBare => _limits.Count == 0 && _seats.Count == 0 && _lines.Count == 0;

    /// <summary>For the saga: the tiers whose attempts are counted, and whether one more may go out at once. Nothing where nothing is counted.</summary>
    public IReadOnlyDictionary<string, bool> Slots(RoutingPolicy policy)
    {
        var own = policy.Table.Tiers.Where(tier => tier.Value.Concurrency is not null);
        var limits = _limits;
        if (limits.Count == 0 && !own.Any())
            return FrozenDictionary<string, bool>.Empty;
        lock (_lock)
            return own.Select(tier => tier.Key).Union(limits.Keys).ToDictionary(tier => tier, HasRoom);
    }

    /// <summary>A change is about to be applied to a deliverable that stands so. What was said of a later change was never committed.</summary>
    public void Before(Guid id, long version, Seat? seat)
    {
        if (!_looking)
            return;
        lock (_lock)
        {
            if (_said.TryGetValue(id, out var said) && said.Version > version)
                Say(id, new Said(version, seat, ++_clock));
        }
    }

    /// <summary>A change was applied, and is not committed yet.</summary>
    public void After(Guid id, long version, Seat? seat)
    {
        if (!_looking)
            return;
        lock (_lock)
        {
            if (seat != (_seats.TryGetValue(id, out var known) ? known : null))
                Say(id, new Said(version, seat, long.MaxValue));
        }
    }

    /// <summary>The change is in the store, or never will be: either way the store is right from now on.</summary>
    public void Settled(Guid id, long? version)
    {
        if (!_looking)
            return;
        lock (_lock)
        {
            if (!_said.TryGetValue(id, out var said) || (version is { } of && said.Version != of))
                return;
            _said[id] = said with { SettledAt = ++_clock };
        }
        if (_lines.Count > 0)
            _freed.Ring();
    }

    /// <summary>How many attempts each tier may have under way.</summary>
    public void Limit(IReadOnlyDictionary<string, int> limits) => _limits = limits;

    /// <summary>The store is about to be read; gives the moment for <see cref="Look"/>.</summary>
    public long Begin()
    {
        lock (_lock)
        {
            _looking = true;
            return ++_clock;
        }
    }

    /// <summary>What the store says, as of a moment; attempts are let go until that time.</summary>
    public void Look(long began, IEnumerable<(Guid Id, Seat Seat)> seats, IEnumerable<(string Tier, Line Line)> lines, DateTimeOffset openUntil)
    {
        lock (_lock)
        {
            foreach (var old in _said.Where(said => said.Value.SettledAt <= began).Select(said => said.Key).ToList())
                _said.Remove(old);
            _seats = seats.ToDictionary(seat => seat.Id, seat => seat.Seat);
            _lines = lines.ToDictionary(line => (line.Tier, line.Line.Tenant), line => line.Line);
            foreach (var (id, said) in _said)
                Sit(id, said.Seat);
            _openUntil = openUntil;
        }
    }

    /// <summary>Another pod has the lease, or none is needed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _looking = false;
            _openUntil = DateTimeOffset.MinValue;
            _said.Clear();
            _seats = [];
            _lines = [];
        }
    }

    /// <summary>Whose turn it is, for every slot that is free. The slots are promised until <see cref="Kept"/>.</summary>
    /// <param name="most">How many at once in one tier.</param>
    public IReadOnlyList<(string Tier, string Tenant, int Attempts)> Turns(int most)
    {
        lock (_lock)
        {
            if (time.GetUtcNow() >= _openUntil)
                return [];
            return [.. _lines.Keys.Select(key => key.Tier).Distinct().ToList().SelectMany(tier => Turns(tier, most))];
        }
    }

    /// <summary>The turns that were given are taken by now, or lost.</summary>
    public void Kept()
    {
        lock (_lock)
            _promised.Clear();
    }

    /// <summary>Returns after a while, or soon after a slot has become free here.</summary>
    public Task SlotFreed(TimeSpan atMost, CancellationToken ct) => _freed.Heard(atMost, ct);

    public void Dispose() => _freed.Dispose();

    private IEnumerable<(string Tier, string Tenant, int Attempts)> Turns(string tier, int most)
    {
        var lines = _lines.Where(line => line.Key.Tier == tier).Select(line => line.Value with { InFlight = _seats.Values.Count(seat => seat == new Seat(tier, line.Value.Tenant)) }).ToDictionary(line => line.Tenant);
        var free = _limits.TryGetValue(tier, out var limit) ? limit - InFlight(tier) : most;
        var given = new Dictionary<string, int>();
        for (; free > 0 && given.Values.Sum() < most; free--)
        {
            var turns = _turns.GetValueOrDefault(tier, new FairShare());
            if (turns.Next(lines.Values, weights) is not { } next)
                break;
            _turns[tier] = turns.After(next.Tenant, weights);
            lines[next.Tenant] = next with { Waiting = next.Waiting - 1, InFlight = next.InFlight + 1 };
            given[next.Tenant] = given.GetValueOrDefault(next.Tenant) + 1;
        }
        foreach (var (tenant, count) in given)
        {
            if (lines[tenant].Waiting > 0)
                _lines[(tier, tenant)] = lines[tenant];
            else
                _lines.Remove((tier, tenant));
            _promised[tier] = _promised.GetValueOrDefault(tier) + count;
            yield return (tier, tenant, count);
        }
    }

    private bool HasRoom(string tier) =>
        time.GetUtcNow() < _openUntil && _limits.TryGetValue(tier, out var limit) && InFlight(tier) < limit && !_lines.Keys.Any(line => line.Tier == tier);

    private int InFlight(string tier) => _seats.Values.Count(seat => seat.Tier == tier) + _promised.GetValueOrDefault(tier);

    private void Say(Guid id, Said said)
    {
        _said[id] = said;
        Sit(id, said.Seat);
    }

    private void Sit(Guid id, Seat? seat)
    {
        if (seat is { } taken)
            _seats[id] = taken;
        else
            _seats.Remove(id);
    }

    /// <summary>What this process has said of a deliverable. Dropped once the store was read after it was settled.</summary>
    private readonly record struct Said(long Version, Seat? Seat, long SettledAt);
}
