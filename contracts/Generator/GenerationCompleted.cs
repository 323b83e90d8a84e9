namespace Atelier.Contracts;

/// <summary>An attempt gave an output.</summary>
public sealed record GenerationCompleted : IEvent
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

    /// <summary>The output, in the asset store.</summary>
    public required AssetRef Output { get; init; }

    /// <summary>The vendor's charge.</summary>
    public required Cost Cost { get; init; }

    /// <summary>By what the charge is known; null: nothing was charged by the price book.</summary>
    public ChargeBasis? Basis { get; init; }

    /// <summary>From submission to output.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The seed the vendor used, where it says so.</summary>
    public long? Seed { get; init; }

    /// <summary>The vendor's own id of the job, where it gives one.</summary>
    public string? VendorJobId { get; init; }
}
