using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>The newest snapshot of a deliverable, kept even when the request is not known here.</summary>
internal sealed class SnapshotRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string TenantId { get; init; }

    /// <summary>The version that the router gave the snapshot.</summary>
    public required long Progress { get; set; }

    public required DeliverablePhase Phase { get; set; }

    /// <summary>A <see cref="DeliverableStatus"/> as JSON.</summary>
    public required string Status { get; set; }
}
