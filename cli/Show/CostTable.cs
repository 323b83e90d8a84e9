using System.Globalization;
using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What the deliverables truly cost, by tier and in total.</summary>
internal static class CostTable
{
    private static readonly string[] Columns =
    [
        "Tier", "Re-\nquest-\ned", "Deli-\nvered", "Fail-\ned", "At-\ntempts", "Regen.\nmulti-\nplier", "Gener-\nation", "Inspec-\ntion", "Refine-\nment", "Waiting\ntime",
        "[bold]True cost\nper accept-\nable deli-\nverable[/]", "Un-\npriced",
    ];

    public static Table Of(CostReport report)
    {
        var table = new Table().NoBorder(); // by its own gaps: twelve columns have to fit in 100
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(0).PadRight(1));
            if (table.Columns.Count > 1)
                table.Columns[^1].RightAligned();
        }
        table.AddEmptyRow();
        foreach (var line in report.Tiers)
            table.AddRow(Cells(line.Tier ?? "(none yet)", line));
        table.AddEmptyRow();
        table.AddRow(Cells("Total", report.Total));
        return table;
    }

    /// <summary>What is not in the sums, said once more in words; null when all is known.</summary>
    public static string? Unpriced(CostReport report) => report.Total.Unpriced == 0 ? null
        : $"{report.Total.Unpriced} {(report.Total.Unpriced == 1 ? "cost is" : "costs are")} unpriced: not known, so in no sum above. GET /v1/ledger/events tells why.";

    private static Text[] Cells(string name, CostLine line) =>
    [
        new(name), new($"{line.Requested}"), new($"{line.Delivered}"), new($"{line.Failed}", line.Failed > 0 ? new Style(Color.Red) : Style.Plain), new($"{line.Attempts}"),
        new(line.RegenerationMultiplier?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-"),
        new(Money.Of(line.GenerationMicros)), new(Money.Of(line.InspectionMicros)), new(Money.Of(line.RefinementMicros)), new(Money.Of(line.WaitingMicros)),
        new(line.TrueCostPerDeliverableMicros is { } each ? Money.Of(each) : "-", new Style(Color.Green, decoration: Decoration.Bold)),
        new($"{line.Unpriced}", line.Unpriced > 0 ? new Style(Color.Yellow) : Style.Plain),
    ];
}
