using System.Collections.Immutable;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Health;

/// <summary>
/// Whether a model has its turn, by one measure. Closed: the newest samples are watched, and too bad a measure opens it. Open: nothing counts
/// until the cooldown is over. Half-open: only probes count; enough good ones close it, and as soon as they cannot be good any more it opens
/// again. A measure between the two limits changes nothing: that is the hysteresis.
/// </summary>
internal sealed record Circuit
{
    public CircuitState State { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>How often it has changed: names each change.</summary>
    public long Changes { get; init; }

    /// <summary>Oldest first: the window when closed, the probes when half-open; none when open.</summary>
    public ImmutableArray<double> Samples { get; init; } = [];

    /// <summary>The last change.</summary>
    public CircuitChange? Last { get; init; }

    /// <summary>The last change that rested on a measurement: time alone makes it half-open.</summary>
    public CircuitChange? Ground { get; init; }

    /// <summary>One more attempt has ended.</summary>
    /// <param name="rule">What to judge by.</param>
    /// <param name="sample">What came out.</param>
    /// <param name="probe">Whether it was made although the model was passed over.</param>
    /// <param name="now">The time of the judgement.</param>
    public Circuit Hear(CircuitRule rule, double sample, bool probe, DateTimeOffset now) => State switch
    {
        CircuitState.Closed => Watch(rule, [.. Samples.Add(sample).TakeLast(rule.Window)], now),
        CircuitState.HalfOpen when probe => Probe(rule, Samples.Add(sample), now),
        _ => this,
    };

    /// <summary>One of the newest samples was counted wrongly: a person thinks otherwise than the gate.</summary>
    public Circuit Correct(CircuitRule rule, double from, double to, DateTimeOffset now)
    {
        var place = Samples.LastIndexOf(from);
        return place < 0 ? this : State is CircuitState.Closed ? Watch(rule, Samples.SetItem(place, to), now) : Probe(rule, Samples.SetItem(place, to), now);
    }

    /// <summary>Time passes.</summary>
    public Circuit Tick(CircuitRule rule, DateTimeOffset now) =>
        State is CircuitState.Open && now >= Since + rule.Cooldown ? Become(CircuitState.HalfOpen, [], null, 0, null, now) : this;

    private Circuit Watch(CircuitRule rule, ImmutableArray<double> window, DateTimeOffset now) =>
        window.Length >= rule.Minimum && Gauge.Measure(rule, window) is { } measured && Gauge.IsTooBad(rule, measured)
            ? Become(CircuitState.Open, [], measured, window.Length, Gauge.Limit(rule), now)
            : this with { Samples = window };

    private Circuit Probe(CircuitRule rule, ImmutableArray<double> probes, DateTimeOffset now)
    {
        var measured = Gauge.Measure(rule, probes)!.Value;
        var atBest = Gauge.Measure(rule, [.. probes, .. Enumerable.Repeat(Gauge.Best(rule), Math.Max(0, rule.Probes - probes.Length))])!.Value;
        return !Gauge.IsGoodAgain(rule, atBest) ? Become(CircuitState.Open, [], measured, probes.Length, Gauge.Recovery(rule), now)
            : probes.Length >= rule.Probes ? Become(CircuitState.Closed, probes, measured, probes.Length, Gauge.Recovery(rule), now)
            : this with { Samples = probes };
    }

    private Circuit Become(CircuitState state, ImmutableArray<double> samples, double? measured, int sample, double? limit, DateTimeOffset now)
    {
        var change = new CircuitChange(State, state, measured, sample, limit);
        return this with { State = state, Since = now, Changes = Changes + 1, Samples = samples, Last = change, Ground = measured is null ? Ground : change };
    }
}

/// <summary>From one state to another, and on what ground.</summary>
/// <param name="From">How it stood.</param>
/// <param name="To">How it stands.</param>
/// <param name="Measured">The share accepted, or seconds; null when time alone has passed.</param>
/// <param name="Sample">Of how many attempts.</param>
/// <param name="Limit">What it was held against.</param>
internal sealed record CircuitChange(CircuitState From, CircuitState To, double? Measured, int Sample, double? Limit);
