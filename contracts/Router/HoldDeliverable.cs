namespace Atelier.Contracts;

/// <summary>Spend nothing further on a deliverable until it is released. What is under way ends and is recorded; an attempt that no vendor has taken yet is taken back.</summary>
public sealed record HoldDeliverable : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>Place among what was wished of this deliverable, from 1: of a hold and a release the higher one stands, in whatever order they come.</summary>
    public required long Ordinal { get; init; }
}
