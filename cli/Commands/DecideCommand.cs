using System.CommandLine;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier budget decide</c>: an operator's word on a budget that asks at its limit.</summary>
internal static class DecideCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var choice = new Argument<BudgetChoice>("decision") { Description = "raise (with --limit), downgrade, or fail" };
        var campaign = new Option<string?>("--campaign") { Description = "The campaign; without it, the tenant" };
        var tenant = new Option<string?>("--tenant") { Description = "Another tenant than the key's own" };
        var limit = new Option<string?>("--limit") { Description = "The limit from now on, US dollars" };
        var tier = new Option<string?>("--downgrade-to") { Description = "The tier to take a cheaper model from" };
        var note = new Option<string>("--note") { Description = "Why", Required = true };
        var options = new ClientOptions();
        var command = new Command("decide", "Decide about a budget that asks at its limit (for operators); what waits for it goes on at once") { choice, campaign, tenant, limit, tier, note };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var budget = await client.DecideBudget(new
            {
                Decision = parsed.GetValue(choice), Campaign = parsed.GetValue(campaign), Tenant = parsed.GetValue(tenant), Note = parsed.GetValue(note), DowngradeTo = parsed.GetValue(tier),
                LimitUsd = parsed.GetValue(limit) is { } text ? BudgetCommand.Limit(text) : null,
            }, ct);
            budget = budget with { Asks = null }; // just answered: those who wait are being called
            BudgetTable.Show(console, budget.Campaign is null ? budget : null, budget.Campaign is null ? [] : [budget]);
        });
        return command;
    }
}
