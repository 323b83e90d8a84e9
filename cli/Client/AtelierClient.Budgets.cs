using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>Budgets.</summary>
public sealed partial class AtelierClient
{
    /// <summary>How budgets stand: the tenant's and its campaigns', or one campaign's alone.</summary>
    public Task<BudgetPage> Budgets(string? campaign = null, string? after = null, CancellationToken ct = default) =>
        Get<BudgetPage>($"/v1/budgets?{(campaign is null ? "" : $"campaign={Uri.EscapeDataString(campaign)}&")}{(after is null ? "" : $"after={Uri.EscapeDataString(after)}")}", ct);

    /// <summary>Says what a tenant may spend, for operators. Returns how it stands.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<Budget> SetTenantBudget(object budget, CancellationToken ct = default)
    {
        using var response = await Ask("the tenant's budget", () => Json(HttpMethod.Put, "/v1/budgets/tenant", budget), ct);
        return (await response.Content.ReadFromJsonAsync<Budget>(AtelierJson.Options, ct))!;
    }

    /// <summary>Decides about a budget that asks at its limit, for operators; the same again changes nothing. Returns how it stands.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<Budget> DecideBudget(object decision, CancellationToken ct = default)
    {
        using var response = await Ask("the budget", () => Json(HttpMethod.Post, "/v1/budgets/decide", decision), ct);
        return (await response.Content.ReadFromJsonAsync<Budget>(AtelierJson.Options, ct))!;
    }

    /// <summary>Charges that no vendor has told, the oldest first.</summary>
    public async Task<IReadOnlyList<UnsettledCharge>> UnsettledCharges(string? campaign = null, CancellationToken ct = default)
    {
        var all = new List<UnsettledCharge>();
        for (string? after = ""; after is not null;)
        {
            var page = await Get<UnsettledPage>($"/v1/budgets/unsettled?{(campaign is null ? "" : $"campaign={Uri.EscapeDataString(campaign)}&")}{(after is "" ? "" : $"after={after}")}", ct);
            all.AddRange(page.Items);
            after = page.Next;
        }
        return all;
    }

    /// <summary>Settles a charge at an amount, or writes it off, for operators; the same again changes nothing.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<SettledCharge> Settle(Guid attempt, object word, CancellationToken ct = default)
    {
        using var response = await Ask("the charge", () => Json(HttpMethod.Post, $"/v1/budgets/unsettled/{attempt}", word), ct);
        return (await response.Content.ReadFromJsonAsync<SettledCharge>(AtelierJson.Options, ct))!;
    }

    /// <summary>Changes a campaign's budget and leaves its other terms, and what is not named of the budget, as they are; null: no limit any more.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task SetCampaignBudget(string name, JsonObject? budget, CancellationToken ct = default)
    {
        var terms = await Get<JsonObject>($"/v1/campaigns/{Uri.EscapeDataString(name)}", ct);
        terms.Remove("id");
        terms.Remove("budget", out var before);
        if (budget is not null)
            terms["budget"] = Over(before as JsonObject, budget);
        await PutCampaign(name, terms, ct);
    }

    /// <summary>A rule that is named anew brings its tier along, or has none.</summary>
    private static JsonObject Over(JsonObject? before, JsonObject budget)
    {
        foreach (var (field, value) in before is null || budget.ContainsKey("atLimit") ? [] : before.Where(field => !budget.ContainsKey(field.Key)).ToList())
            budget[field] = value?.DeepClone();
        return budget;
    }
}
