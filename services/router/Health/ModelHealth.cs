using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Health;

/// <summary>How a model does in one category: its circuits, each with the rule that it was last judged by. Changed only by folding outcomes and time.</summary>
internal sealed record ModelHealth
{
    public required string Category { get; init; }

    public required string Model { get; init; }

    public AcceptanceRule? AcceptanceRule { get; init; }

    public Circuit? Acceptance { get; init; }

    public LatencyRule? LatencyRule { get; init; }

    public Circuit? Latency { get; init; }

    /// <summary>One more attempt has ended; judged by the rules of the table that it was made under.</summary>
    public ModelHealth Hear(Outcome outcome, SwitchRule rules, DateTimeOffset now)
    {
        var health = this;
        if (rules.Acceptance is { } acceptance)
        {
            var circuit = Acceptance ?? new Circuit { Since = now };
            health = health with
            {
                AcceptanceRule = acceptance,
                Acceptance = outcome.Kind switch
                {
                    OutcomeKind.TakenBack => circuit.Correct(acceptance, from: 1, to: 0, now),
                    OutcomeKind.AcceptedAfterAll => circuit.Correct(acceptance, from: 0, to: 1, now),
                    _ => circuit.Hear(acceptance, outcome.Kind is OutcomeKind.Accepted ? 1 : 0, outcome.IsProbe, now),
                },
            };
        }
        if (rules.Latency is { } latency && outcome.Latency is { } took)
            health = health with { LatencyRule = latency, Latency = (Latency ?? new Circuit { Since = now }).Hear(latency, Math.Round(took.TotalSeconds, 3), outcome.IsProbe, now) };
        return health;
    }

    /// <summary>Time passes.</summary>
    public ModelHealth Tick(DateTimeOffset now) => this with
    {
        Acceptance = AcceptanceRule is { } acceptance ? Acceptance?.Tick(acceptance, now) : Acceptance,
        Latency = LatencyRule is { } latency ? Latency?.Tick(latency, now) : Latency,
    };

    /// <summary>Its circuits by the name of what they measure.</summary>
    public IEnumerable<(string Criterion, CircuitRule Rule, Circuit Circuit)> Circuits()
    {
        if (AcceptanceRule is { } acceptance && Acceptance is { } accepted)
            yield return (Gauge.Acceptance, acceptance, accepted);
        if (LatencyRule is { } latency && Latency is { } took)
            yield return (Gauge.Latency, latency, took);
    }

    /// <summary>Why a table with these rules passes the model over; null when it does not. What is open weighs more than what is being probed.</summary>
    public Ailment? Ails(SwitchRule rules)
    {
        Ailment? found = null;
        if (rules.Acceptance is { } acceptance && Acceptance is { State: not CircuitState.Closed } accepted)
            found = new Ailment(Gauge.Acceptance, accepted.State, acceptance.ProbeShare);
        if (rules.Latency is { } latency && Latency is { State: not CircuitState.Closed } took && (found is null || (found.State is CircuitState.HalfOpen && took.State is CircuitState.Open)))
            found = new Ailment(Gauge.Latency, took.State, latency.ProbeShare);
        return found;
    }
}

/// <summary>Why a model is passed over.</summary>
/// <param name="Criterion">What is measured.</param>
/// <param name="State">Open, or half-open.</param>
/// <param name="ProbeShare">The share of attempts that probe it while it is half-open.</param>
internal sealed record Ailment(string Criterion, CircuitState State, double ProbeShare)
{
    /// <summary>Whether this attempt is one of those that probe: drawn from its id and the model alone, so that anyone can recompute it.</summary>
    public bool IsProbedBy(Guid attempt, string model) =>
        State is CircuitState.HalfOpen && System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(DeterministicId.From("probe", attempt.ToString("N"), model).ToByteArray(bigEndian: true)) < ProbeShare * (uint.MaxValue + 1.0);
}
