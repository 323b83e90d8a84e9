using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
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

    public static DeliverableRow Of(DeliverableState state)
    {
        var row = new DeliverableRow { Id = state.Id, TenantId = state.TenantId };
        row.Write(state);
        return row;
    }

    public DeliverableState Read() => JsonSerializer.Deserialize<DeliverableState>(State, AtelierJson.Options)!;

    public void Write(DeliverableState state)
    {
        Phase = state.Phase;
        DeadlineAt = state.Deadline;
        State = JsonSerializer.Serialize(state, AtelierJson.Options);
    }
}
