namespace Atelier.Contracts;

/// <summary>A model is passed over in a category from now on, is probed, or has its turn again.</summary>
public sealed record ModelHealthChanged : IEvent
{
    /// <summary>Empty: it is about every tenant's deliverables.</summary>
    public required string TenantId { get; init; }

    /// <summary><see cref="Guid.Empty"/>: it is about every deliverable of the category.</summary>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The category.</summary>
    public required string Category { get; init; }

    /// <summary>As <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary><c>acceptance</c> or <c>latency</c>.</summary>
    public required string Criterion { get; init; }

    /// <summary>How it stood.</summary>
    public required CircuitState From { get; init; }

    /// <summary>How it stands.</summary>
    public required CircuitState To { get; init; }

    /// <summary>What was measured: the share of accepted attempts, or the 95th percentile in seconds; null when time alone has passed.</summary>
    public double? Measured { get; init; }

    /// <summary>Of how many attempts; 0 when time alone has passed.</summary>
    public required int Sample { get; init; }

    /// <summary>What it was held against, in the same unit; null when time alone has passed.</summary>
    public double? Limit { get; init; }
}

/// <summary>Whether a model has its turn.</summary>
public enum CircuitState
{
    /// <summary>It has its turn.</summary>
    Closed,

    /// <summary>It is passed over.</summary>
    Open,

    /// <summary>It is passed over, but for some attempts that probe it.</summary>
    HalfOpen,
}
