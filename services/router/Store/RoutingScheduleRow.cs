using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;

namespace Atelier.Router.Store;

/// <summary>
/// The one row that says which routing table holds from when. A deliverable's first transaction reads it, and an activation writes it:
/// so whether a deliverable starts with the old table or the new one is the store's word, and the same for every pod.
/// </summary>
internal sealed class RoutingScheduleRow : IKeyed, IVersioned
{
    public static readonly Guid TheId = DeterministicId.From("routing-schedule");

    private IReadOnlyList<RoutingActivation>? _read;

    public Guid Id { get; init; } = TheId;
    public long Version { get; set; }

    /// <summary>How many versions were published: the last one's number.</summary>
    public int Published { get; set; }

    /// <summary>Every activation so far, in the order they were decided, as JSON.</summary>
    public string Activations { get; private set; } = "[]";

    public IReadOnlyList<RoutingActivation> Read() => _read ??= JsonSerializer.Deserialize<IReadOnlyList<RoutingActivation>>(Activations, AtelierJson.Options)!;

    public void Add(RoutingActivation activation)
    {
        _read = [.. Read(), activation];
        Activations = JsonSerializer.Serialize(_read, AtelierJson.Options);
    }

    /// <summary>The row, made when there is none yet.</summary>
    public static RoutingScheduleRow In(CommitScope scope)
    {
        if (scope.Find<RoutingScheduleRow>(TheId) is { } row)
            return row;
        var first = new RoutingScheduleRow();
        scope.Add(first);
        return first;
    }
}
