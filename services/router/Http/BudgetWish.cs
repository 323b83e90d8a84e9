using System.Globalization;
using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Router.Http;

/// <summary>The body that sets a tenant's budget.</summary>
/// <param name="Tenant">Whose; null: the key's own.</param>
/// <param name="Terms">Null: no limit any more.</param>
internal sealed record BudgetWish(string? Tenant, BudgetTerms? Terms)
{
    private const decimal Largest = 1_000_000_000;
    private const int LongestName = 200;

    public static BudgetWish Read(JsonObject body, List<RequestProblem> problems)
    {
        foreach (var (unknown, _) in body.Where(field => field.Key is not ("tenant" or "limitUsd" or "atLimit" or "downgradeTo")))
            Add(VersionEndpoints.Shown(unknown), "an unknown member", "leave it out: there are tenant, limitUsd, atLimit and downgradeTo");
        var (tenant, tier, limit) = (Text("tenant"), Text("downgradeTo"), Limit());
        var rule = BudgetRule.Hold;
        if (Text("atLimit") is { } named && !(named.All(char.IsAsciiLetter) && Enum.TryParse(named, ignoreCase: true, out rule)))
            Add("atLimit", VersionEndpoints.Shown(named), "say hold, downgrade, ask or fail");
        if (tier is not null && rule is not BudgetRule.Downgrade)
            Add("downgradeTo", VersionEndpoints.Shown(tier), "leave it out, or say atLimit: downgrade");
        return new BudgetWish(tenant, limit is { } micros ? new BudgetTerms { LimitMicros = micros, AtLimit = rule, DowngradeTo = tier } : null);

        void Add(string field, string found, string remedy) => problems.Add(new RequestProblem { Field = field, Found = found, Remedy = remedy });

        long? Limit()
        {
            const string Remedy = "say how many US dollars may be spent at vendors, with at most six decimals; null lifts the limit";
            if (!body.TryGetPropertyValue("limitUsd", out var node))
                Add("limitUsd", "nothing", Remedy);
            if (node is null)
                return null;
            if (node is JsonValue value && value.TryGetValue<decimal>(out var usd) && usd is >= 0 and <= Largest && usd == decimal.Round(usd, 6))
                return (long)(usd * 1_000_000m);
            Add("limitUsd", VersionEndpoints.Shown(node.ToJsonString()), $"{Remedy}; use 0 to {Largest.ToString("N0", CultureInfo.InvariantCulture)}");
            return null;
        }

        string? Text(string field)
        {
            if (body[field] is not { } node)
                return null;
            if (node is JsonValue value && value.TryGetValue<string>(out var found) && found.Length is > 0 and <= LongestName && Body.IsText(found))
                return found;
            Add(field, VersionEndpoints.Shown(node.ToJsonString()), $"send text of 1 to {LongestName} characters");
            return null;
        }
    }
}
