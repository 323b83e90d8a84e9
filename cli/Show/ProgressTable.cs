using Atelier.Cli.Campaigns;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Progress in a terminal: a row a deliverable, those at work first, as many as fit.</summary>
internal static class ProgressTable
{
    private const int AroundRows = 7;
    private static readonly (string Name, int Width)[] Columns = [("Deliverable", 15), ("Tier", 16), ("Stage", 6), ("Phase", 12), ("Tries", 5), ("Model", 20), ("Cost", 10)];

    public static Task Follow(IAnsiConsole console, IAsyncEnumerable<IReadOnlyList<Ordered>> looks) =>
        console.Live(new Text("Sending the campaign …")).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            await foreach (var orders in looks)
            {
                live.UpdateTarget(Of([.. orders.Select(Row.Of)], console.Profile.Height - AroundRows));
                live.Refresh();
            }
        });

    public static Table Of(IReadOnlyList<Row> rows, int most)
    {
        var table = new Table().NoBorder();
        foreach (var (name, width) in Columns)
            table.AddColumn(new TableColumn($"[underline]{name}[/]").Width(width).NoWrap().PadLeft(0).PadRight(2));
        var shown = rows.Count <= most ? rows : [.. rows.OrderBy(row => row.Ended).Take(Math.Max(most, 5))];
        foreach (var row in shown)
        {
            table.AddRow(
                new Text(row.Key), new Text(row.Tier), new Text(row.Stage), new Text(row.PhaseName, Colour(row.Phase)),
                new Text(row.Attempt == 0 ? "" : $"{row.Attempt}"), new Text(row.Model), new Text(row.Cost));
        }
        var ended = rows.Count(row => row.Ended);
        return table.Caption($"{ended} of {rows.Count} ended{(shown.Count < rows.Count ? $", {rows.Count - shown.Count} rows do not fit here" : "")}");
    }

    private static Style Colour(DeliverablePhase phase) => phase switch
    {
        DeliverablePhase.Delivered => new Style(Color.Green),
        DeliverablePhase.Failed => new Style(Color.Red),
        DeliverablePhase.Regenerating => new Style(Color.Yellow),
        DeliverablePhase.Accepted or DeliverablePhase.Waiting => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
