using System.Globalization;
using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Charges that nobody knows.</summary>
internal static class UnsettledTable
{
    private static readonly string[] Columns = ["Attempt", "Deliverable", "Stage", "Model", "Since (UTC)", "Set aside", "Why"];

    public static void Show(IAnsiConsole console, IReadOnlyList<UnsettledCharge> charges)
    {
        if (charges.Count == 0)
        {
            console.WriteLine("Every charge that a budget pays for is known.");
            return;
        }
        var table = new Table().NoBorder();
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column).PadLeft(0));
        foreach (var charge in charges)
        {
            table.AddRow(new Text($"{charge.Attempt}"[..8]), new Text($"{charge.Campaign}/{charge.Key}"), new Text(charge.Stage), new Text(charge.Model),
                new Text(charge.Since.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), new Text(charge.SetAsideUsd.ToString("$0.0000", CultureInfo.InvariantCulture)), new Text(charge.Why));
        }
        console.Write(table);
        console.WriteLine("Settle one:  ./atelier budget settle ATTEMPT --charge 0.04 --note \"invoice 2026-11\"   or  --write-off");
    }
}
