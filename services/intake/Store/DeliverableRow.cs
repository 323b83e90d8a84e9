using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>An accepted request: written once, never changed.</summary>
internal sealed class DeliverableRow : IKeyed
{
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required string Key { get; init; }

    public required string Campaign { get; init; }

    /// <summary>Tells the same request from another one under the same key.</summary>
    public required string ContentHash { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Its place in lists, see <see cref="PositionOf"/>.</summary>
    public required string Position { get; init; }

    /// <summary>A <see cref="DeliverableSpec"/> as JSON.</summary>
    public required string Spec { get; init; }

    /// <summary>The batch that it came with; null: it came alone.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Its place in the batch, from 1.</summary>
    public int? BatchNumber { get; init; }

    /// <summary>Text that sorts by time, then id: one column to page by, of fixed width so that no collation matters.</summary>
    public static string PositionOf(DateTimeOffset acceptedAt, Guid id) => $"{acceptedAt.UtcTicks:D19}{id:N}";
}
