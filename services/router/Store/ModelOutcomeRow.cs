using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Health;

namespace Atelier.Router.Store;

/// <summary>What an attempt has shown of its model and nobody has counted yet: written with the attempt's own change, removed with the count.</summary>
internal sealed class ModelOutcomeRow : IKeyed
{
    /// <summary>Of the attempt and the kind: an attempt shows the same thing once.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }
    public required Guid Attempt { get; init; }
    public required string Category { get; init; }
    public required string Model { get; init; }
    public required string Tier { get; init; }
    public required string TableHash { get; init; }
    public required string Criterion { get; init; }
    public required OutcomeKind Kind { get; init; }
    public TimeSpan? Latency { get; init; }

    public static ModelOutcomeRow Of(Outcome outcome, DateTimeOffset at) => new()
    {
        Id = DeterministicId.From("model-outcome", outcome.Attempt.ToString("N"), outcome.Kind.ToString()), At = at, Attempt = outcome.Attempt, Category = outcome.Category,
        Model = outcome.Model, Tier = outcome.Tier, TableHash = outcome.TableHash, Criterion = outcome.Criterion, Kind = outcome.Kind, Latency = outcome.Latency,
    };

    public Outcome Read() => new()
    {
        Attempt = Attempt, Category = Category, Model = Model, Tier = Tier, TableHash = TableHash, Criterion = Criterion, Kind = Kind, Latency = Latency,
    };
}
