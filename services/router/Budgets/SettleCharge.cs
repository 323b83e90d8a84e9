using Atelier.Contracts;

namespace Atelier.Router.Budgets;

/// <summary>An operator says what becomes of a charge that no vendor has told. Raised in this process; never on the bus.</summary>
internal sealed record SettleCharge : IMessage
{
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required Guid AttemptId { get; init; }

    /// <summary>Null: it is written off.</summary>
    public required long? Micros { get; init; }

    public required string By { get; init; }
    public required string Note { get; init; }
}
