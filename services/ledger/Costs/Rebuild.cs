using System.Text.Json;
using Atelier.Contracts;
using Atelier.Ledger.Events;

namespace Atelier.Ledger.Costs;

/// <summary>Works the projection out again from the log alone.</summary>
internal static class Rebuild
{
    private static readonly Dictionary<string, Type> Types = EventRecorder.Hears.ToDictionary(type => type.Name);

    /// <summary>The row of every deliverable that the facts speak of, in any order of facts.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DeliverableCost>> FromLog(IAsyncEnumerable<RecordedEvent> facts, CancellationToken ct = default)
    {
        var rows = new Dictionary<Guid, DeliverableCost>();
        await foreach (var fact in facts.WithCancellation(ct))
        {
            if (!Types.TryGetValue(fact.Type, out var type))
                throw new InvalidOperationException($"The log holds a {fact.Type} ({fact.Id}), which this version cannot read.");
            var told = (IEvent)JsonSerializer.Deserialize(fact.Body, type, AtelierJson.Options)!;
            if (!EventRecorder.IsOfDeliverable(told))
                continue;
            if (!rows.TryGetValue(fact.DeliverableId, out var row))
                rows.Add(fact.DeliverableId, row = new DeliverableCost { Id = fact.DeliverableId, TenantId = fact.TenantId });
            row.Apply(told);
        }
        return rows;
    }
}
