using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Router.Http;

/// <summary>The body that settles a charge.</summary>
/// <param name="Deliverable">Whose attempt it is.</param>
/// <param name="Micros">What was charged; null: it is written off.</param>
/// <param name="Note">What that rests on.</param>
/// <param name="Tenant">Whose deliverable; null: the key's own tenant's.</param>
internal sealed record SettleWish(Guid Deliverable, long? Micros, string? Note, string? Tenant)
{
    private const decimal Largest = 1_000_000;
    private const int LongestNote = 2_000, LongestName = 200;

    public static SettleWish Read(JsonObject body, List<RequestProblem> problems)
    {
        var fields = new Fields(body, problems);
        fields.Only("deliverable", "chargeUsd", "writeOff", "note", "tenant");
        var deliverable = fields.Id("deliverable", "give the deliverable's id, as GET /v1/budgets/unsettled tells it");
        if (deliverable is null && !body.ContainsKey("deliverable"))
            fields.Add("deliverable", "nothing", "give the deliverable's id, as GET /v1/budgets/unsettled tells it");
        var note = fields.Text("note", LongestNote);
        if (note is null && !body.ContainsKey("note"))
            fields.Add("note", "nothing", "say what it rests on, as the number of an invoice");
        return new SettleWish(deliverable ?? Guid.Empty, Charge(body, fields), note, fields.Text("tenant", LongestName));
    }

    private static long? Charge(JsonObject body, Fields fields)
    {
        var writtenOff = body["writeOff"] is JsonValue said && said.TryGetValue<bool>(out var yes) && yes;
        if (body["writeOff"] is { } other && !writtenOff)
            fields.Add("writeOff", VersionEndpoints.Shown(other.ToJsonString()), "say true, or leave it out and give chargeUsd");
        else if (writtenOff == body["chargeUsd"] is not null)
            fields.Add("chargeUsd", writtenOff ? "both chargeUsd and writeOff" : "nothing", "say what was charged in US dollars, or writeOff: true where nobody will ever know");
        if (body["chargeUsd"] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<decimal>(out var usd) && usd is >= 0 and <= Largest && usd == decimal.Round(usd, 6))
            return (long)(usd * 1_000_000m);
        fields.Add("chargeUsd", VersionEndpoints.Shown(node.ToJsonString()), $"use US dollars of 0 to {Largest:N0}, with at most six decimals");
        return null;
    }
}
