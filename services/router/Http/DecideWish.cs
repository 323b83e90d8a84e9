using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Router.Http;

/// <summary>The body that decides about a budget that asks.</summary>
/// <param name="Campaign">Whose budget; null: the tenant's own.</param>
/// <param name="Tenant">Null: the key's own.</param>
internal sealed record DecideWish(string? Campaign, string? Tenant, BudgetChoice Choice, long? LimitMicros, string? DowngradeTo, string? Note)
{
    private const decimal Largest = 1_000_000_000;
    private const int LongestName = 200, LongestNote = 2_000;

    public static DecideWish Read(JsonObject body, List<RequestProblem> problems)
    {
        var fields = new Fields(body, problems);
        fields.Only("campaign", "tenant", "decision", "limitUsd", "downgradeTo", "note");
        var choice = fields.Choice<BudgetChoice>("decision");
        if (choice is null && !body.ContainsKey("decision"))
            fields.Add("decision", "nothing", "say raise, downgrade or fail");
        var note = fields.Text("note", LongestNote);
        if (note is null && !body.ContainsKey("note"))
            fields.Add("note", "nothing", "say why");
        if (body.ContainsKey("limitUsd") != choice is BudgetChoice.Raise && choice is not null)
            fields.Add("limitUsd", choice is BudgetChoice.Raise ? "nothing" : VersionEndpoints.Shown($"{body["limitUsd"]?.ToJsonString()}"), "say the limit from now on in US dollars where it is raised, and only there");
        if (body.ContainsKey("downgradeTo") && choice is not (null or BudgetChoice.Downgrade))
            fields.Add("downgradeTo", VersionEndpoints.Shown($"{body["downgradeTo"]?.ToJsonString()}"), "leave it out, or say decision: downgrade");
        long? limit = null;
        if (body["limitUsd"] is { } node && choice is BudgetChoice.Raise)
        {
            if (node is JsonValue value && value.TryGetValue<decimal>(out var usd) && usd is >= 0 and <= Largest && usd == decimal.Round(usd, 6))
                limit = (long)(usd * 1_000_000m);
            else
                fields.Add("limitUsd", VersionEndpoints.Shown(node.ToJsonString()), $"use US dollars of 0 to {Largest:N0}, with at most six decimals");
        }
        return new DecideWish(fields.Text("campaign", LongestName), fields.Text("tenant", LongestName), choice ?? default, limit, fields.Text("downgradeTo", LongestName), note);
    }
}
