using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Saga;

/// <summary>Where an attempt goes, or why nowhere.</summary>
internal sealed record Route
{
    public RouteDecision? Decision { get; init; }

    /// <summary>The model that had the stage, or whose turn it was; null when it stays where it is, or begins with the first that can take it.</summary>
    public string? From { get; init; }
    public ModelCard? Card { get; init; }
    public double Scale { get; init; } = 1;
    public TimeSpan Deadline { get; init; }

    /// <summary>It goes beyond the cap, because a reviewer granted it.</summary>
    public bool Granted { get; init; }

    /// <summary>How long it may wait for a vendor without room; null: until its deadline.</summary>
    public TimeSpan? LetIn { get; init; }
    public DeliverableFailure? Failure { get; init; }

    public static Route None(DeliverableFailureKind kind, string detail) => new() { Failure = new DeliverableFailure { Kind = kind, Detail = detail } };
}
