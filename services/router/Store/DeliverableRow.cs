using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Dispatch;
using Atelier.Router.Saga;

namespace Atelier.Router.Store;

/// <summary>A deliverable's saga state as JSON, with what it is looked up by.</summary>
internal sealed class DeliverableRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public required string TenantId { get; init; }
    public DeliverablePhase Phase { get; private set; }
    public DateTimeOffset? DeadlineAt { get; private set; }
    public string State { get; private set; } = "";

    /// <summary>The tier that its attempt has a slot of (generating), or waits for one of (waiting); null where slots are not counted, and for all else.</summary>
    public string? SlotTier { get; private set; }

    /// <summary>Its place among its tenant's own; only with a <see cref="SlotTier"/>.</summary>
    public int? Urgency { get; private set; }

    /// <summary>When it was asked for; only with a <see cref="SlotTier"/>.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public static DeliverableRow Of(DeliverableState state)
    {
        var row = new DeliverableRow { Id = state.Id, TenantId = state.TenantId };
        row.Write(state);
        return row;
    }

    public DeliverableState Read() => JsonSerializer.Deserialize<DeliverableState>(State, AtelierJson.Options)!;

    /// <summary>The slot that it has.</summary>
    public Seat? Seat() => SlotTier is { } tier && Phase is DeliverablePhase.Generating ? new Seat(tier, TenantId) : null;

    public void Write(DeliverableState state)
    {
        Phase = state.Phase;
        DeadlineAt = state.Deadline;
        SlotTier = state switch
        {
            { Phase: DeliverablePhase.Waiting, Held: false, Waits: { For: WaitsFor.Slot, Tier: var tier } } => tier,
            { Phase: DeliverablePhase.Generating, LastAttempt.Outcome: AttemptOutcome.Running } => state.Slot,
            _ => null,
        };
        Urgency = SlotTier is null ? null : (int)state.Spec.Priority;
        AskedAt = SlotTier is null ? null : state.RequestedAt;
        State = JsonSerializer.Serialize(state, AtelierJson.Options);
    }
}
