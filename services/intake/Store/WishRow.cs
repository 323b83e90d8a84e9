using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>What the requester of a deliverable wished last.</summary>
internal sealed class WishRow : IKeyed, IVersioned
{
    /// <summary>The deliverable's id.</summary>
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string TenantId { get; init; }

    public required Wish Wish { get; set; }

    /// <summary>Grows by one with every wish that was passed on.</summary>
    public required long Ordinal { get; set; }
}

/// <summary>How a requester wants a deliverable, or a batch of them, to go on.</summary>
internal enum Wish
{
    GoOn,
    Hold,
    Cancel,
}
