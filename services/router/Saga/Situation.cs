using System.Collections.Frozen;
using Atelier.Router.Budgets;
using Atelier.Router.Health;

namespace Atelier.Router.Saga;

/// <summary>What the saga is told of the world beside its own deliverable, as this process knows it at that moment. All of it is data.</summary>
internal sealed record Situation
{
    /// <summary>Nothing stands in the way of anything.</summary>
    public static readonly Situation Clear = new();

    /// <summary>
    /// The tiers whose attempts are counted, and whether one more may go out at once. One may not where as many as allowed are under way, where
    /// others wait already, and in a process that does not let go.
    /// </summary>
    public IReadOnlyDictionary<string, bool> Slots { get; init; } = FrozenDictionary<string, bool>.Empty;

    /// <summary>The accounts that its attempts are paid from; null where no budget holds.</summary>
    public Funds? Funds { get; init; }

    /// <summary>How the models do.</summary>
    public HealthView Health { get; init; } = HealthView.None;
}
