using System.Globalization;
using Atelier.Cli.Client;
using Atelier.Contracts;
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
        var table = new Table().NoBorder(); // by its own gaps: twelve columns have to fit in 100, also where persons were asked
        var reviewed = report.Total.ReviewMicros > 0;
        foreach (var column in reviewed ? [.. Columns[..7], "Inspect,\nrefine", "Review", .. Columns[9..]] : Columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(0).PadRight(1));
            if (table.Columns.Count > 1)
                table.Columns[^1].RightAligned();
        }
        table.AddEmptyRow();
        foreach (var line in report.Tiers)
            table.AddRow(Cells(line.Tier ?? "(none yet)", line, reviewed));
        table.AddEmptyRow();
        foreach (var line in report.Grades)
            table.AddRow(Cells(line.Grade is Grade.Draft ? "drafts" : "deliveries", line, reviewed));
        table.AddRow(Cells("Total", report.Total, reviewed));
        return table;
    }

    /// <summary>What is not in the sums, said once more in words; null when all is known.</summary>
    public static string? Unpriced(CostReport report) => report.Total.Unpriced == 0 ? null
        : $"{report.Total.Unpriced} {(report.Total.Unpriced == 1 ? "cost is" : "costs are")} unpriced: not known, so in no sum above. GET /v1/ledger/events tells why.";

    private static Text[] Cells(string name, CostLine line, bool reviewed) =>
    [
        new(name), new($"{line.Requested}"), new($"{line.Delivered}"), new($"{line.Failed}", line.Failed > 0 ? new Style(Color.Red) : Style.Plain), new($"{line.Attempts}"),
        new(line.RegenerationMultiplier?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-"),
        new(Money.Of(line.GenerationMicros)), 
        .. reviewed ? new[] { line.InspectionMicros + line.RefinementMicros, line.ReviewMicros }.Select(Figure) : new[] { line.InspectionMicros, line.RefinementMicros }.Select(Figure), new(Money.Of(line.WaitingMicros)),
        new(line.TrueCostPerDeliverableMicros is { } each ? Money.Of(each) : "-", new Style(Color.Green, decoration: Decoration.Bold)),
        new($"{line.Unpriced}", line.Unpriced > 0 ? new Style(Color.Yellow) : Style.Plain),
    ];

    private static Text Figure(long micros) => new(Money.Of(micros));
}
