using Atelier.Contracts.Catalog;
using Atelier.Router.Dispatch;
using Atelier.Router.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests;

/// <summary>Whose turn it is: with weights, slots and ends of attempts as they come.</summary>
public sealed class When_tenants_share_a_tier
{
    [Fact]
    public void attempts_begun_are_as_the_weights_while_all_have_some_waiting() => Check(8, busy =>
    {
        busy.Begin(busy.TotalWeight * 40);
        Assert.All(busy.Begun, begun => Assert.InRange(begun.Value, busy.Weight(begun.Key) * 40 - 2, busy.Weight(begun.Key) * 40 + 2));
    });

    [Fact]
    public void the_first_request_of_a_tenant_waits_for_no_more_than_the_next_free_slot() => Check(5, busy =>
    {
        busy.Begin(busy.Random.Next(1, 200));
        busy.Join("newcomer", waiting: 1, weight: busy.Random.Next(1, 20));
        busy.Begin(1);
        Assert.Equal(1, busy.Begun["newcomer"]);
    });

    [Fact]
    public void nobody_who_waits_is_passed_over_for_longer_than_the_weights_of_the_others() => Check(8, busy =>
    {
        var since = busy.Begun.Keys.ToDictionary(tenant => tenant, _ => 0);
        for (var turn = 1; turn < busy.TotalWeight * 10; turn++)
        {
            var began = busy.Begin(1);
            Assert.InRange(turn - since[began], 0, busy.MostBetween(began));
            since[began] = turn;
        }
    });

    [Fact]
    public void who_had_nothing_waiting_has_saved_nothing_up() => Check(3, busy =>
    {
        var late = busy.Begun.Keys.First();
        busy.Leave(late);
        busy.Begin(500);
        busy.Join(late, 1_000, busy.Weight(late));
        var before = busy.Begun.ToDictionary();
        busy.Begin(busy.TotalWeight * 10);
        Assert.InRange(busy.Begun[late] - before[late], busy.Weight(late) * 10 - 2, busy.Weight(late) * 10 + 2);
    });

    [Theory]
    [InlineData("a 5 waiting, 3 under way; b 1 waiting, 0 under way", "b")]
    [InlineData("a 5 waiting, 0 under way; b 1 waiting, 2 under way", "a")]
    [InlineData("a 5 waiting, 2 under way; b 1 waiting, 2 under way", "a")] // whose request is older
    [InlineData("a 0 waiting, 0 under way; b 1 waiting, 9 under way", "b")]
    [InlineData("heavy 5 waiting, 3 under way; b 5 waiting, 2 under way", "heavy")] // a fourth of each
    [InlineData("a 0 waiting, 1 under way", null)]
    public void nobody_had_a_turn_yet(string lines, string? next)
    {
        var weights = new TenantBook { Tenants = new Dictionary<string, TenantTerms> { ["heavy"] = new() { Weight = 4 } } };
        var read = lines.Split(';', StringSplitOptions.TrimEntries).Select((line, i) => line.Split(' ') is var words ? new Line(words[0], int.Parse(words[1]), int.Parse(words[3]), Sample.Noon.AddMinutes(i)) : null!);
        Assert.Equal(next, new FairShare().Next(read, weights)?.Tenant);
    }

    [Fact]
    public void within_a_tenant_the_more_urgent_goes_first_and_then_the_older() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var line = Enumerable.Range(0, 30).Select(_ => Sample.Queued((Contracts.Priority)random.Next(4), Sample.Noon.AddMinutes(random.Next(10)))).ToList();
        var turns = line.AsQueryable().InTurn().ToList();
        Assert.Equal(line.Count, turns.Count);
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(
            pair.First.Urgency > pair.Second.Urgency || (pair.First.Urgency == pair.Second.Urgency && pair.First.AskedAt <= pair.Second.AskedAt)));
    }).QuickCheckThrowOnFailure();

    private static void Check(int mostTenants, Action<Busy> claim) => Prop.ForAll<int>(seed => claim(new Busy(seed, mostTenants))).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>A tier that is full, with lines that do not end; slots become free in any order.</summary>
    private sealed class Busy
    {
        private readonly Dictionary<string, Line> _lines = [];
        private readonly Dictionary<string, TenantTerms> _terms = [];
        private readonly List<string> _underWay = [];
        private FairShare _turns = new();

        public Busy(int seed, int mostTenants)
        {
            Random = new Random(seed);
            Slots = Random.Next(1, 30);
            for (var i = Random.Next(1, mostTenants + 1); i >= 0; i--)
                Join($"t{i}", 1_000_000, Random.Next(1, 12));
        }

        public Random Random { get; }

        public int Slots { get; }

        public Dictionary<string, int> Begun { get; } = [];

        public int TotalWeight => _lines.Values.Where(line => line.Waiting > 0).Sum(line => Weight(line.Tenant));

        private TenantBook Weights => new() { Tenants = _terms };

        public int Weight(string tenant) => _terms[tenant].Weight;

        /// <summary>Turns from one of this tenant's to its next: its own, and of each other as many as that one's weight gives it in that time, begun ones counted.</summary>
        public int MostBetween(string tenant) => 1 + _terms.Keys.Where(other => other != tenant).Sum(other => (Weight(other) + Weight(tenant) - 1) / Weight(tenant) + 1);

        public void Join(string tenant, int waiting, int weight)
        {
            _terms[tenant] = new TenantTerms { Weight = weight };
            _lines[tenant] = new Line(tenant, waiting, 0, Sample.Noon);
            Begun.TryAdd(tenant, 0);
        }

        public void Leave(string tenant) => _lines[tenant] = _lines[tenant] with { Waiting = 0 };

        /// <summary>So many turns; gives whose the last was.</summary>
        public string Begin(int turns)
        {
            var began = "";
            for (; turns > 0; turns--)
            {
                if (_underWay.Count == Slots)
                {
                    var ended = Random.Next(Slots);
                    _lines[_underWay[ended]] = _lines[_underWay[ended]] with { InFlight = _lines[_underWay[ended]].InFlight - 1 };
                    _underWay.RemoveAt(ended);
                }
                var next = _turns.Next(_lines.Values, Weights)!;
                _turns = _turns.After(next.Tenant, Weights);
                _lines[next.Tenant] = next with { Waiting = next.Waiting - 1, InFlight = next.InFlight + 1 };
                _underWay.Add(began = next.Tenant);
                Begun[began]++;
            }
            return began;
        }
    }
}
