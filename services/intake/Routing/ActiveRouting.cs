using System.Collections.Immutable;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Catalog;

namespace Atelier.Intake.Routing;

/// <summary>The routing table that holds, as far as the router has told; until it has told of any, the catalog's own.</summary>
internal sealed class ActiveRouting(IntakeCatalog catalog, TimeProvider clock)
{
    private ImmutableDictionary<RoutingActivation, RoutingTable> _tables = ImmutableDictionary<RoutingActivation, RoutingTable>.Empty;

    public RoutingTable Now()
    {
        var tables = _tables;
        return RoutingActivation.Current(tables.Keys, clock.GetUtcNow()) is { } current ? tables[current] : catalog.Routing;
    }

    /// <summary>What the table's models can do and cost now.</summary>
    public Capabilities Capabilities() => catalog.AsOf(clock.GetUtcNow());

    /// <summary>Takes an activation in, in whatever order they come; what it supersedes is forgotten.</summary>
    public void Learn(RoutingActivation activation, RoutingTable table) => ImmutableInterlocked.Update(ref _tables, known =>
    {
        known = known.SetItem(activation, table);
        var current = RoutingActivation.Current(known.Keys, clock.GetUtcNow());
        return known.RemoveRange(known.Keys.Where(other => other != current && other.HasCome(clock.GetUtcNow())));
    });
}
