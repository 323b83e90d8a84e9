using System.Globalization;
using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>How budgets stand.</summary>
internal static class BudgetTable
{
    private static readonly string[] Columns = ["Budget", "At the limit", "Limit", "Spent", "Reserved", "Unsettled", "Available", "Waiting"];

    public static void Show(IAnsiConsole console, Budget? tenant, IReadOnlyList<Budget> campaigns)
    {
        if (tenant is null && campaigns.Count == 0)
        {
            console.WriteLine("No budget is set. For a campaign: ./atelier budget set --campaign NAME --limit 25");
            return;
        }
        var table = new Table().NoBorder();
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(0));
            if (table.Columns.Count > 2)
                table.Columns[^1].RightAligned();
        }
        if (tenant is not null)
            table.AddRow(Cells("(the tenant)", tenant));
        foreach (var campaign in campaigns)
            table.AddRow(Cells(campaign.Campaign!, campaign));
        console.Write(table);
        foreach (var asking in campaigns.Prepend(tenant).OfType<Budget>().Where(budget => budget.Asks is true))
            console.WriteLine($"{asking.Waiting} wait for a decision: ./atelier budget decide raise{(asking.Campaign is { } name ? $" --campaign {name}" : "")} --limit … --note WHY   (or downgrade, or fail)");
        foreach (var decided in campaigns.Prepend(tenant).OfType<Budget>().Where(budget => budget.Decision is not null))
            console.WriteLine($"{decided.Campaign ?? "(the tenant)"}: {decided.Decision!.Choice.ToString().ToLowerInvariant()}, as {decided.Decision.By} decided at {decided.Decision.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {decided.Decision.Note}");
        console.WriteLine("Covers vendors' charges; inspection, refinement, review and waiting come on top. Unsettled: over, and of unknown charge.");
    }

    private static Text[] Cells(string name, Budget budget) =>
    [
        new(name), new(budget.LimitUsd is null ? "" : $"{budget.AtLimit}".ToLowerInvariant() + (budget.DowngradeTo is { } tier ? $" to {tier}" : "")), new(Usd(budget.LimitUsd) ?? "none"),
        new(Usd(budget.SpentUsd)!), new(Usd(budget.ReservedUsd)!), new(Usd(budget.UnsettledUsd)!, budget.UnsettledUsd > 0 ? new Style(Color.Yellow) : Style.Plain),
        new(Usd(budget.AvailableUsd) ?? "-", budget.AvailableUsd <= 0 ? new Style(Color.Red) : Style.Plain), new($"{budget.Waiting}", budget.Waiting > 0 ? new Style(Color.Yellow) : Style.Plain),
    ];

    private static string? Usd(decimal? amount) => amount?.ToString("$0.0000;-$0.0000", CultureInfo.InvariantCulture);
}
