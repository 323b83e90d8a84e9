namespace Atelier.Contracts;

/// <summary>How alike two outputs look, by perceptual hash: 256 bits a picture, each telling whether a spot is brighter than the one to its left (difference hash); eight pictures of a clip.</summary>
public sealed record OutputsCompared : IEvent
{
    /// <summary>The share of differing bits up to which two outputs count as the same picture.</summary>
    public const double Alike = 0.05;

    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt whose output was compared with the original.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>Share of the bits that differ, 0 to 1; of a clip, its most different picture's. Null when one of them cannot be decoded.</summary>
    public double? Distance { get; init; }

    /// <summary>Why there is no distance, when there is none.</summary>
    public string? Detail { get; init; }
}
