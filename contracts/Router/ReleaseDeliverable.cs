namespace Atelier.Contracts;

/// <summary>Go on with a held deliverable where it stopped.</summary>
public sealed record ReleaseDeliverable : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>Place among what was wished of this deliverable, from 1: of a hold and a release the higher one stands, in whatever order they come.</summary>
    public required long Ordinal { get; init; }
}
