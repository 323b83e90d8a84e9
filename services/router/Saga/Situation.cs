using System.Collections.Frozen;
using Atelier.Router.Budgets;

namespace Atelier.Router.Saga;

/// <summary>What the saga is told of the world beside its own deliverable, as this process knows it at that moment. All of it is data.</summary>
internal sealed record Situation
{
    /// <summary>Nothing stands in the way of anything.</summary>
    public static readonly Situation Clear = new();

    /// <summary>Tiers in which an attempt waits its turn: they are as busy as they may be, or others wait already.</summary>
    public IReadOnlySet<string> Full { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The accounts that its attempts are paid from; null where no budget holds.</summary>
    public Funds? Funds { get; init; }
}
