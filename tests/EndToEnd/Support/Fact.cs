using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Bus;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>A fact of the ledger.</summary>
internal sealed record Fact(Guid Id, IEvent Event)
{
    /// <summary>A tenant's facts, or those of one deliverable, as <c>GET /v1/ledger/events</c> tells them.</summary>
    public static async Task<IReadOnlyList<Fact>> All(HttpClient http, Guid? deliverable = null)
    {
        var lines = await http.GetStringAsync($"/v1/ledger/events{(deliverable is { } id ? $"?deliverable={id}" : "")}");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    /// <summary>What it cost the deliverable; null for facts that cost it nothing, as reproductions, which are paid apart.</summary>
    public Cost? Cost => Event switch
    {
        GenerationCompleted { Decision.Criterion: Reproduction.Criterion } or GenerationFailed { Decision.Criterion: Reproduction.Criterion } => null,
        GenerationCompleted it => it.Cost,
        GenerationFailed it => it.Cost,
        AttemptInspected it => it.Cost,
        AssetRefined it => it.Cost,
        RefinementFailed it => it.Cost,
        ReviewDecided it => it.Ruling.Cost,
        _ => null,
    };

    /// <summary>The attempt whose generation it ends; null for other facts.</summary>
    public Guid? EndedAttempt => Event switch
    {
        GenerationCompleted it => it.AttemptId,
        GenerationFailed it => it.AttemptId,
        _ => null,
    };

    /// <summary>Whether it is the end of a deliverable.</summary>
    public bool IsEnd => Event is DeliverableDelivered { Revision: null } or DeliverableFailed or DeliverableCancelled;

    private static Fact Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var type = MessageTypes.Named(json.RootElement.GetProperty("type").GetString()!);
        return new Fact(json.RootElement.GetProperty("id").GetGuid(), (IEvent)json.RootElement.GetProperty("event").Deserialize(type, AtelierJson.Options)!);
    }
}
