using Atelier.Cli.Prices;
using Atelier.Contracts.Catalog;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What models cost.</summary>
internal static class PriceTable
{
    /// <param name="console">Where to.</param>
    /// <param name="history">The price book.</param>
    /// <param name="models">Which models.</param>
    /// <param name="at">As of when.</param>
    /// <param name="whole">With the whole history.</param>
    public static void Show(IAnsiConsole console, PriceHistory history, IReadOnlyList<string> models, DateTimeOffset at, bool whole)
    {
        var book = history.AsOf(at);
        if (whole)
        {
            One(console, history, models[0], at);
            return;
        }
        var table = new Table().NoBorder();
        foreach (var column in new[] { "Model", "Since", "Price", "Billed failures" })
            table.AddColumn(new TableColumn(column).PadLeft(0));
        foreach (var model in models)
        {
            var lack = book.Lack(model);
            var price = book.Models.GetValueOrDefault(model);
            table.AddRow(new Text(model), new Text(price?.From is { } from ? $"{from:yyyy-MM-dd}" : ""), new Text(PriceDiff.Words(book, model), lack is null ? Style.Plain : new Style(Color.Yellow)),
                new Text(price is null ? "" : string.Join(", ", price.BilledFailures)));
        }
        console.Write(table);
        var unpriced = models.Count(model => book.Lack(model) is not null);
        console.WriteLine($"{models.Count} models at {at:yyyy-MM-dd HH:mm} UTC; {models.Count - unpriced} priced, {unpriced} unpriced{(unpriced > 0 ? ": what they cost is shown as unpriced everywhere, never as 0" : "")}.");
    }

    private static void One(IAnsiConsole console, PriceHistory history, string model, DateTimeOffset at)
    {
        foreach (var price in history.Models[model])
        {
            var holds = !(price.From > at) && !(price.Until <= at);
            var book = history.AsOf(holds ? at : price.From ?? price.Until!.Value.AddTicks(-1));
            console.WriteLine($"{(holds ? "▸" : " ")} {Day(price.From, "always")} to {Day(price.Until, "now")}: {PriceDiff.Words(book, model)}");
            foreach (var charge in price.AllCharges())
            {
                var most = charge.Most is { } units ? $"at most {units} an attempt" : charge.Rates.Any(rate => rate.Most is not null) ? $"at most {string.Join(" or ", charge.Rates.Select(rate => rate.Most?.ToString() ?? "?"))} an attempt" : null;
                var terms = new[] { charge.Step is { } step ? $"in steps of {step}" : null, charge.Free > 0 ? $"{charge.Free} free" : null, most }.OfType<string>().ToList();
                if (terms.Count > 0)
                    console.WriteLine($"    {PricePoint.Name(charge.Per)}: {string.Join(", ", terms)}");
            }
            if (price.BilledFailures.Count > 0)
                console.WriteLine($"    billed though nothing came: {string.Join(", ", price.BilledFailures)}");
            if (price.Source is { } source)
                console.WriteLine($"    source: {source}");
        }
    }

    private static string Day(DateTimeOffset? time, string otherwise) => time is { } known ? known.TimeOfDay == TimeSpan.Zero ? $"{known:yyyy-MM-dd}" : $"{known:yyyy-MM-dd HH:mm}" : otherwise;
}
