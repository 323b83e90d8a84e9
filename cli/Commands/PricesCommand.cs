using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Prices;
using Atelier.Cli.Show;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Platform.Catalog;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier prices …</c>: the price book, what held when, and what community maps say.</summary>
internal static class PricesCommand
{
    private const string Book = "prices.yaml";

    public static Command Create(IAnsiConsole console) => new("prices", "Show, compare, check and update the price book") { Show(console), Diff(console), Lint(console), PricesImportCommand.Create(console) };

    public static Option<string> Catalog() => new("--catalog") { Description = "The catalog's folder", DefaultValueFactory = _ => Home.Find("catalog") };

    public static DateTimeOffset? Time(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static Command Show(IAnsiConsole console)
    {
        var model = new Argument<string?>("model") { Description = "As vendor/model, or a vendor; left out, all", Arity = ArgumentArity.ZeroOrOne };
        var (at, catalog) = (new Option<string?>("--at") { Description = "What held at this time, as 2026-03-01 (UTC); by default now" }, Catalog());
        var command = new Command("show", "Tell what models cost, and by what that is known") { model, at, catalog };
        command.SetAction(parsed =>
        {
            var history = CatalogLoader.Load<PriceHistory>(new CatalogFolder(parsed.GetValue(catalog)!).File(Book)).Value;
            var asked = parsed.GetValue(model);
            var models = history.Models.Keys.Where(name => asked is null || name == asked || name.StartsWith(asked + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            if (models.Count == 0)
                throw new InvalidOperationException($"No {asked} in the price book: {Spelling.Suggest(asked!, history.Models.Keys)}./atelier prices show lists what it has.");
            var time = parsed.GetValue(at) is { } text ? Time(text) ?? throw NoTime(text) : TimeProvider.System.GetUtcNow();
            PriceTable.Show(console, history, models, time, whole: models.Count == 1 && asked == models[0]);
        });
        return command;
    }

    private static Command Diff(IAnsiConsole console)
    {
        var from = new Argument<string>("from") { Description = "A price book; or a time, as 2026-03-01, for what the catalog's book said then" };
        var (to, catalog) = (new Argument<string>("to") { Description = "What it is compared with" }, Catalog());
        var command = new Command("diff", "Tell what two price books, or two times, do not have in common") { from, to, catalog };
        command.SetAction(parsed =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var lines = PriceDiff.Of(Read(parsed.GetValue(from)!), Read(parsed.GetValue(to)!)).ToList();
            foreach (var line in lines)
                console.WriteLine(line);
            if (lines.Count == 0)
                console.WriteLine("Both say the same.");

            PriceBook Read(string what) => File.Exists(what) ? CatalogLoader.Load<PriceHistory>(what).Value.AsOf(now)
                : Time(what) is { } time ? CatalogLoader.Load<PriceHistory>(new CatalogFolder(parsed.GetValue(catalog)!).File(Book)).Value.AsOf(time)
                : throw NoTime(what);
        });
        return command;
    }

    private static Command Lint(IAnsiConsole console) => LintCommand.Create(
        console, "Tell everything wrong with a price book, with line and column", new Argument<string>("file") { Description = "A price book", DefaultValueFactory = _ => Home.Find("catalog/prices.yaml") },
        Catalog(), (file, _) => PriceLint.Check(file));

    private static InvalidOperationException NoTime(string text) => new($"{text} is neither a file nor a time: give one such as 2027-03-01 or 2027-03-01T08:00:00Z.");
}
