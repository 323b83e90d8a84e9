using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>A batch: its deliverables are rows of their own that name it.</summary>
internal sealed class BatchRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string TenantId { get; init; }

    public required string Key { get; init; }

    public required string Campaign { get; init; }

    /// <summary>Tells the same batch from another one under the same key.</summary>
    public required string ContentHash { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>How many deliverables it has.</summary>
    public required int Size { get; init; }

    /// <summary>How many of them, by their numbers, the router was told of.</summary>
    public int Fed { get; set; }

    public Wish Wish { get; set; }

    /// <summary>Grows by one with every wish.</summary>
    public long WishOrdinal { get; set; }

    /// <summary>The wish that was passed on to every deliverable it concerns.</summary>
    public long PassedOn { get; set; }

    /// <summary>Whether something is still to be done for it: until every deliverable has ended.</summary>
    public bool Open { get; set; } = true;

    public static Guid IdOf(string tenantId, string key) => DeterministicId.From("batch", tenantId, key);

    /// <summary>By its id, or by its key.</summary>
    public static Guid Named(string tenantId, string name) => Guid.TryParse(name, out var id) ? id : IdOf(tenantId, name);
}
