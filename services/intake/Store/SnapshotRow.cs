using System.Text.Json;
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
    public long Progress { get; private set; }

    public DeliverablePhase Phase { get; private set; }

    public bool Held { get; private set; }

    public long CostMicros { get; private set; }

    public int UnpricedCosts { get; private set; }

    /// <summary>A <see cref="DeliverableStatus"/> as JSON.</summary>
    public string Status { get; private set; } = "";

    /// <summary>Whether a deliverable that stands there has ended.</summary>
    public static bool Ends(DeliverablePhase phase) => phase is DeliverablePhase.Delivered or DeliverablePhase.Failed or DeliverablePhase.Cancelled;

    public void Write(long progress, DeliverableStatus status)
    {
        (Progress, Phase, Held, CostMicros, UnpricedCosts) = (progress, status.Phase, status.Held, status.CostMicros, status.UnpricedCosts);
        Status = JsonSerializer.Serialize(status, AtelierJson.Options);
    }
}
