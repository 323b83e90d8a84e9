using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Atelier.Cli.Show;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier budget …</c>: what campaigns and tenants may spend at vendors, and how it stands.</summary>
internal static class BudgetCommand
{
    public static Command Create(IAnsiConsole console) => new("budget", "Show and set what campaigns and tenants may spend at vendors, and settle what no vendor has told") { Show(console), Set(console), DecideCommand.Create(console), SettleCommands.Unsettled(console), SettleCommands.Settle(console) };

    private static Command Show(IAnsiConsole console)
    {
        var campaign = new Option<string?>("--campaign") { Description = "Only this one" };
        var options = new ClientOptions();
        var command = new Command("show", "Tell what is spent, reserved and left") { campaign };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var page = await client.Budgets(parsed.GetValue(campaign), ct: ct);
            var shown = page.Campaigns.ToList();
            for (; page.Next is { } next; shown.AddRange(page.Campaigns))
                page = await client.Budgets(parsed.GetValue(campaign), next, ct);
            BudgetTable.Show(console, page.Tenant, shown);
        });
        return command;
    }

    private static Command Set(IAnsiConsole console)
    {
        var campaign = new Option<string?>("--campaign") { Description = "A campaign that is set up; without it, the tenant (for operators)" };
        var tenant = new Option<string?>("--tenant") { Description = "Another tenant than the key's own" };
        var limit = new Option<string>("--limit") { Description = "US dollars, or none to lift the limit", Required = true };
        var atLimit = new Option<string?>("--at-limit") { Description = "hold (wait for more), downgrade (take what is cheaper), ask (an operator) or fail; left out, a campaign keeps its own, and hold is the first" };
        var tier = new Option<string?>("--downgrade-to") { Description = "The tier to take a cheaper model from" };
        var options = new ClientOptions();
        var command = new Command("set", "Set, raise, lower or lift a limit; what waits for it goes on at once") { campaign, tenant, limit, atLimit, tier };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var usd = Limit(parsed.GetValue(limit)!);
            var budget = new JsonObject { ["limitUsd"] = usd };
            if (parsed.GetValue(atLimit) is { } rule)
                budget["atLimit"] = rule;
            if (parsed.GetValue(tier) is { } named)
                budget["downgradeTo"] = named;
            using var client = options.Open(parsed);
            if (parsed.GetValue(campaign) is { } name)
            {
                await client.SetCampaignBudget(name, usd is null ? null : budget, ct);
                console.WriteLine(usd is null ? $"{name} has no limit of its own any more." : $"{name} may spend ${usd} at vendors. How it stands: ./atelier budget show --campaign {name}");
                return;
            }
            if (parsed.GetValue(tenant) is { } other)
                budget["tenant"] = other;
            BudgetTable.Show(console, await client.SetTenantBudget(budget, ct), []);
        });
        return command;
    }

    internal static decimal? Limit(string text) => text == "none" ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) ? usd
        : throw new ArgumentException($"--limit {text} is no amount: give US dollars such as 25 or 0.50, or none.");
}
