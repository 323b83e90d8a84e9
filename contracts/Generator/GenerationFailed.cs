namespace Atelier.Contracts;

/// <summary>An attempt gave no output; it may have cost something all the same.</summary>
public sealed record GenerationFailed : IEvent
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

    /// <summary>Why this model was asked.</summary>
    public required RouteDecision Decision { get; init; }

    /// <summary>The kind of failure.</summary>
    public required FailureKind Failure { get; init; }

    /// <summary>What the vendor said, without secrets.</summary>
    public required string Detail { get; init; }

    /// <summary>The vendor's charge: zero only where that is known.</summary>
    public required Cost Cost { get; init; }

    /// <summary>By what the charge is known; null: nothing was charged by the price book.</summary>
    public ChargeBasis? Basis { get; init; }

    /// <summary>From submission to failure.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The vendor's own id of the job, where it gave one.</summary>
    public string? VendorJobId { get; init; }
}
