namespace Atelier.Contracts;

/// <summary>
/// It is known now whether a vendor had taken a request whose answer was lost, and what that cost. Its <see cref="GenerationFailed"/>
/// with <see cref="FailureKind.SubmissionUnknown"/> went before; only the charge changes by it.
/// </summary>
public sealed record SubmissionSettled : IEvent
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

    /// <summary>Whether the vendor had taken it.</summary>
    public required bool Taken { get; init; }

    /// <summary>The vendor's charge: zero where it had not taken it; still unknown where its price is.</summary>
    public required Cost Cost { get; init; }

    /// <summary>By what the charge is known; null where nothing was charged.</summary>
    public ChargeBasis? Basis { get; init; }

    /// <summary>The vendor's own id of the job, where it is known.</summary>
    public string? VendorJobId { get; init; }

    /// <summary>Who decided it.</summary>
    public required string By { get; init; }
}
