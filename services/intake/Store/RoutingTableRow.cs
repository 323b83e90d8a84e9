using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>An activation of a routing table that the router told of: written once, never changed.</summary>
internal sealed class RoutingTableRow : IKeyed
{
    public required Guid Id { get; init; }

    /// <summary>A <see cref="RoutingActivation"/> as JSON.</summary>
    public required string Activation { get; init; }

    /// <summary>The <see cref="RoutingTable"/> as JSON.</summary>
    public required string Table { get; init; }

    public static Guid IdOf(RoutingActivation activation) => DeterministicId.From("routing-activation", activation.Hash, $"{activation.Order}");

    public static RoutingTableRow Of(RoutingActivated said) => new()
    {
        Id = IdOf(said.Activation),
        Activation = JsonSerializer.Serialize(said.Activation, AtelierJson.Options),
        Table = JsonSerializer.Serialize(said.Table, AtelierJson.Options),
    };

    public (RoutingActivation Activation, RoutingTable Table) Read() =>
        (JsonSerializer.Deserialize<RoutingActivation>(Activation, AtelierJson.Options)!, JsonSerializer.Deserialize<RoutingTable>(Table, AtelierJson.Options)!);
}
