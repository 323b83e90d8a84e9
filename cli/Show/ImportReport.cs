using Atelier.Cli.Prices;
using Atelier.Cli.Prices.Import;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What an import has found, for whoever has to answer for the prices.</summary>
internal static class ImportReport
{
    private static readonly (RowFate Fate, string Title)[] Fates =
    [
        (RowFate.Used, "Used"), (RowFate.OtherUnit, "Other unit"), (RowFate.NotMapped, "Not mapped"), (RowFate.NotMedia, "Not media"), (RowFate.Unusable, "Unusable"), (RowFate.Template, "Template"),
    ];

    public static void Show(IAnsiConsole console, IReadOnlyList<Source> read, IReadOnlyDictionary<SourceRow, (RowFate Fate, List<string> Notes)> fates, IReadOnlyList<PlanLine> lines, PriceSources sources, bool rows)
    {
        var table = new Table().NoBorder();
        foreach (var column in Fates.Select(fate => fate.Title).Prepend("Rows").Prepend("Source"))
            table.AddColumn(new TableColumn(column).PadLeft(0).NoWrap());
        foreach (var source in read)
            table.AddRow([source.Title, $"{source.Rows.Count}", .. Fates.Select(fate => $"{source.Rows.Count(row => fates[row].Fate == fate.Fate)}")]);
        console.Write(table);
        Lines(console, lines, read);
        foreach (var (model, keys) in sources.Models)
        {
            foreach (var source in read)
            {
                foreach (var key in keys.Of(source.Name).Where(key => source.Rows.All(row => row.Base != key)))
                    console.WriteLine($"{model}: {source.Name} has no row {key}.");
            }
        }
        var unusable = read.SelectMany(source => source.Rows).Where(row => fates[row].Fate is RowFate.Unusable).ToList();
        if (unusable.Count > 0)
            console.WriteLine($"\nUnusable, and why ({unusable.Count}):");
        foreach (var row in unusable)
            console.WriteLine($"  {row.Source} {row.Key}: {string.Join("; ", fates[row].Notes)}");
        var notes = read.SelectMany(source => source.Rows).Where(row => fates[row] is { Fate: RowFate.Used, Notes.Count: > 0 }).ToList();
        if (notes.Count > 0)
            console.WriteLine($"\nUsed, but not everything in them ({notes.Count}):");
        foreach (var row in notes)
            console.WriteLine($"  {row.Source} {row.Key}: {string.Join("; ", fates[row].Notes.Distinct())}");
        if (!rows)
            return;
        console.WriteLine("\nEvery other row:");
        foreach (var row in read.SelectMany(source => source.Rows).Where(row => fates[row].Fate is not RowFate.Unusable))
            console.WriteLine($"  {row.Source} {row.Key}: {Fates.Single(fate => fate.Fate == fates[row].Fate).Title.ToLowerInvariant()}{(row.Quotes.Count > 0 ? $", {string.Join("; ", row.Quotes.Select(quote => $"{PricePoint.Words([new PricePoint(quote.Unit, quote.When, quote.Usd)])}{(quote.Quality is { } quality ? $" quality {quality}" : "")}"))}" : "")}");
    }

    private static void Lines(IAnsiConsole console, IReadOnlyList<PlanLine> lines, IReadOnlyList<Source> read)
    {
        foreach (var (finding, title) in new[]
        {
            (Finding.New, "New"), (Finding.Changed, "Changed"), (Finding.Conflict, "In conflict: nothing is chosen"), (Finding.Held, "Held back: not to be taken unseen"),
            (Finding.Untold, "Told by no source"), (Finding.Same, "As in the book"),
        })
        {
            var found = lines.Where(line => line.Finding == finding).ToList();
            if (found.Count == 0)
                continue;
            console.WriteLine($"\n{title} ({found.Count}):");
            foreach (var line in found)
                console.WriteLine($"  {line.Model}: {Says("book", line.Book)}{string.Concat(read.Where(source => line.Told.ContainsKey(source.Name)).Select(source => $" | {Says(source.Name, line.Told[source.Name])}"))}{(line.Remark is { } remark ? $" | {remark}" : "")}{(line.Taken is { } taken && line.Told.Count > 1 && finding is not Finding.Same ? $" | from {taken.Source}" : "")}");
        }

        static string Says(string who, IReadOnlyList<PricePoint> points) => points.Count == 0 ? $"{who}: none" : $"{who}: {PricePoint.Words(points)}";
    }
}
