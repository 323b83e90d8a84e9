using System.Globalization;
using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Batches in words.</summary>
internal static class BatchLines
{
    public static void Priced(IAnsiConsole console, BatchPrice price)
    {
        var table = new Table().NoBorder();
        foreach (var column in new[] { "Tier", "Stages", "Attempts", "Expected", "Worst" })
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(0).PadRight(2));
            if (table.Columns.Count > 1)
                table.Columns[^1].RightAligned();
        }
        foreach (var line in price.Tiers.Append(price.Total))
            table.AddRow(line.Tier ?? "Total", $"{line.Stages}", line.ExpectedAttempts.ToString("0.0", CultureInfo.InvariantCulture), Figure(line.Expected), Figure(line.Worst));
        console.WriteLine($"{price.Deliverables} deliverables can be taken. Nothing was asked for.");
        console.Write(table);
        foreach (var missing in (price.Total.Worst.Unpriced ?? []).Concat(price.Total.Expected.Unpriced ?? []).Distinct())
            console.WriteLine($"Unpriced: {missing}");
        console.WriteLine($"Covers {price.Covers}.");
        console.WriteLine($"Expected rests on: {price.Basis.Source}.");
        foreach (var assumed in price.Basis.Assumes)
            console.WriteLine($"Expected assumes, {assumed}.");
    }

    public static void Status(IAnsiConsole console, BatchView batch)
    {
        var phases = string.Join(", ", batch.Phases.Select(phase => $"{phase.Value} {phase.Key}"));
        var more = $"{(batch.Waiting > 0 ? $"; {batch.Waiting} wait for their turn" : "")}{(batch.Held > 0 ? $"; {batch.Held} held" : "")}";
        console.WriteLine($"{batch.Key} is {batch.State}: {phases} of {batch.Deliverables}{more}; {Money.Of(batch.CostMicros, batch.UnpricedCosts)} so far");
    }

    private static string Figure(PriceFigure figure) => figure.Micros is { } micros ? Money.Of(micros) : "unpriced";
}
