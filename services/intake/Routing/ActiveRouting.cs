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

    /// <summary>
    /// Takes an activation in, in whatever order they come. None is forgotten: one that seems superseded holds after all when it is told that the other was
    /// called off. They are few, and a table that comes again is kept once.
    /// </summary>
    public void Learn(RoutingActivation activation, RoutingTable table) => ImmutableInterlocked.Update(ref _tables, known =>
        known.SetItem(activation, known.FirstOrDefault(other => other.Key.Hash == activation.Hash).Value ?? table));
}
