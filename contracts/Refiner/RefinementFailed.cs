namespace Atelier.Contracts;

/// <summary>An accepted output could not be refined.</summary>
public sealed record RefinementFailed : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Detail { get; init; }

    /// <summary>What trying cost.</summary>
    public required Cost Cost { get; init; }
}
