using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;
using Atelier.Router.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests;

/// <summary>One circuit: when a model is passed over, when it is probed, when it is back.</summary>
public sealed class When_a_model_does_badly
{
    private static readonly AcceptanceRule Half = new() { Floor = 0.5, Recover = 0.75, Window = 4, Minimum = 4, Cooldown = TimeSpan.FromMinutes(1), ProbeShare = 0.5, Probes = 4 };
    private static readonly LatencyRule TenSeconds = new() { P95 = TimeSpan.FromSeconds(10), Recover = TimeSpan.FromSeconds(8), Window = 20, Minimum = 20, Probes = 3 };

    /// <summary>a, r: accepted, rejected. A, R: the same of a probe. x, X: the last accepted one was none after all, or the last rejected one was good. t: the cooldown passes.</summary>
    [Theory]
    [InlineData("", CircuitState.Closed)]
    [InlineData("rrr", CircuitState.Closed)] // too few to conclude anything
    [InlineData("rrrr", CircuitState.Open)]
    [InlineData("aarr", CircuitState.Closed)] // at the floor is not below it
    [InlineData("aarrr", CircuitState.Open)]
    [InlineData("rraaaaaaaarraa", CircuitState.Closed)]
    [InlineData("aaarx", CircuitState.Closed)]
    [InlineData("aaarxx", CircuitState.Open)]
    [InlineData("x", CircuitState.Closed)]
    [InlineData("aarXrr", CircuitState.Closed)]
    [InlineData("rrrrtARX", CircuitState.HalfOpen)]
    [InlineData("rrrraaaa", CircuitState.Open)] // what was under way when it opened
    [InlineData("rrrrAAAA", CircuitState.Open)] // late probes of an earlier time
    [InlineData("rrrrt", CircuitState.HalfOpen)]
    [InlineData("rrrrtaaaa", CircuitState.HalfOpen)]
    [InlineData("rrrrtAAA", CircuitState.HalfOpen)]
    [InlineData("rrrrtAAAA", CircuitState.Closed)]
    [InlineData("rrrrtARAA", CircuitState.Closed)]
    [InlineData("rrrrtARAR", CircuitState.Open)] // better than the floor, and not good enough to come back
    [InlineData("rrrrtRR", CircuitState.Open)] // whatever the other two would have been
    [InlineData("rrrrtAAx", CircuitState.HalfOpen)]
    [InlineData("rrrrtAAxx", CircuitState.Open)]
    [InlineData("rrrrtRRt", CircuitState.HalfOpen)]
    [InlineData("rrrrtAAAAR", CircuitState.Closed)]
    [InlineData("rrrrtAAAArrr", CircuitState.Open)]
    [InlineData("tttt", CircuitState.Closed)]
    public void it_stands_as_its_attempts_say(string story, CircuitState expected) => Assert.Equal(expected, Tell(story, Half).State);

    [Theory]
    [InlineData(18, 2, CircuitState.Open)] // 19 of 20 is where the percentile lies
    [InlineData(19, 1, CircuitState.Closed)]
    [InlineData(17, 2, CircuitState.Closed)] // too few
    public void latency_is_the_95th_percentile(int quick, int slow, CircuitState expected)
    {
        var circuit = New();
        foreach (var seconds in Enumerable.Repeat(2.0, quick).Concat(Enumerable.Repeat(30.0, slow)))
            circuit = circuit.Hear(TenSeconds, seconds, probe: false, Sample.Noon);
        Assert.Equal(expected, circuit.State);
    }

    [Theory]
    [InlineData(new[] { 8.0, 7.9, 0.1 }, CircuitState.Closed)]
    [InlineData(new[] { 9.0 }, CircuitState.Open)] // between the limits is not good enough to come back
    [InlineData(new[] { 7.0, 7.0 }, CircuitState.HalfOpen)]
    public void probes_must_be_quicker_than_what_passes_it_over(double[] probes, CircuitState expected)
    {
        var circuit = New() with { State = CircuitState.HalfOpen };
        foreach (var seconds in probes)
            circuit = circuit.Hear(TenSeconds, seconds, probe: true, Sample.Noon);
        Assert.Equal(expected, circuit.State);
    }

    [Fact]
    public void a_change_says_what_it_rests_on()
    {
        Assert.Equal(new CircuitChange(CircuitState.Closed, CircuitState.Open, 0.25, 4, 0.5), Tell("arrr", Half).Last);
        Assert.Equal(new CircuitChange(CircuitState.Open, CircuitState.HalfOpen, null, 0, null), Tell("arrrt", Half).Last);
        Assert.Equal(new CircuitChange(CircuitState.Closed, CircuitState.Open, 0.25, 4, 0.5), Tell("arrrt", Half).Ground);
        Assert.Equal(new CircuitChange(CircuitState.HalfOpen, CircuitState.Closed, 0.75, 4, 0.75), Tell("arrrtARAA", Half).Last);
        Assert.Equal(3, Tell("arrrtARAA", Half).Changes);
    }

    [Fact]
    public void it_opens_only_on_a_sample_that_is_large_and_bad_enough_and_closes_only_on_probes_that_are_good_enough() => Prop.ForAll(Rules, Stories, (rule, story) =>
    {
        var before = New();
        foreach (var (step, now) in Steps(story))
        {
            var after = Take(before, step, rule, now);
            if (after.Changes != before.Changes)
            {
                Assert.Equal(before.Changes + 1, after.Changes);
                Assert.Equal((before.State, after.State), (after.Last!.From, after.Last.To));
                if (before.State is CircuitState.Closed)
                    Assert.True(after.State is CircuitState.Open && after.Last.Sample >= rule.Minimum && after.Last.Measured < rule.Floor);
                if (after.State is CircuitState.Closed)
                    Assert.True(before.State is CircuitState.HalfOpen && after.Last.Sample >= rule.Probes && after.Last.Measured >= Gauge.Recovery(rule));
                if (after.State is CircuitState.HalfOpen)
                    Assert.True(before.State is CircuitState.Open && now >= before.Since + rule.Cooldown);
            }
            Assert.True(after.Samples.Length <= rule.Window && (after.State is not CircuitState.Open || after.Samples.IsEmpty));
            before = after;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void it_can_always_come_back() => Prop.ForAll(Rules, Stories, (rule, story) =>
    {
        var circuit = Tell(story, rule);
        var later = Sample.Noon.AddDays(100);
        for (var i = 0; i < 2 * rule.Probes && circuit.State is not CircuitState.Closed; i++)
            circuit = circuit.Tick(rule, later).Hear(rule, 1, probe: true, later);
        Assert.Equal(CircuitState.Closed, circuit.State);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void between_the_two_limits_it_stays_as_it_is() => Prop.ForAll(Stories, story =>
    {
        var rule = Half with { Window = 6, Recover = 0.8 }; // two of three accepted: never below the floor in any six, never good enough in four
        var circuit = Tell(story, rule);
        var steady = string.Concat(Enumerable.Repeat("AAR", 40));
        var flushed = Tell(circuit, steady[..6], rule);
        var passedOver = flushed.State is not CircuitState.Closed;
        foreach (var (step, now) in Steps(steady))
        {
            flushed = Take(flushed, step, rule, now.AddDays(1)).Tick(rule, now.AddDays(1));
            Assert.Equal(passedOver, flushed.State is not CircuitState.Closed);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Arbitrary<AcceptanceRule> Rules => (
        from floor in Gen.Choose(1, 98)
        from recover in Gen.Choose(floor + 1, 100)
        from minimum in Gen.Choose(1, 12)
        from window in Gen.Choose(minimum, 20)
        from probes in Gen.Choose(1, window)
        select new AcceptanceRule { Floor = floor / 100.0, Recover = recover / 100.0, Minimum = minimum, Window = window, Probes = probes, Cooldown = TimeSpan.FromMinutes(1) }).ToArbitrary();

    private static Arbitrary<string> Stories => Gen.Elements("aaaaarrrrAAARRtxX".ToCharArray()).ArrayOf().Resize(80).Select(steps => new string(steps)).ToArbitrary();

    private static Circuit New() => new() { Since = Sample.Noon };

    private static Circuit Tell(string story, AcceptanceRule rule) => Tell(New(), story, rule);

    private static Circuit Tell(Circuit circuit, string story, AcceptanceRule rule) => Steps(story).Aggregate(circuit, (it, step) => Take(it, step.Step, rule, step.Now));

    /// <summary>A second a step, and two minutes where time passes.</summary>
    private static IEnumerable<(char Step, DateTimeOffset Now)> Steps(string story)
    {
        var now = Sample.Noon;
        foreach (var step in story)
            yield return (step, now += step == 't' ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(1));
    }

    private static Circuit Take(Circuit circuit, char step, AcceptanceRule rule, DateTimeOffset now) => step switch
    {
        't' => circuit.Tick(rule, now),
        'X' => circuit.Correct(rule, from: 0, to: 1, now),
        'x' => circuit.Correct(rule, from: 1, to: 0, now),
        _ => circuit.Hear(rule, char.ToLowerInvariant(step) == 'a' ? 1 : 0, char.IsUpper(step), now),
    };
}
