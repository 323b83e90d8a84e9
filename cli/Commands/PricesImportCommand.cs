using System.CommandLine;
using System.Security.Cryptography;
using Atelier.Cli.Prices.Import;
using Atelier.Cli.Show;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier prices import</c>: holds community price maps against the book, and adds to it what is clear.</summary>
internal static class PricesImportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var litellm = new Option<string?>("--litellm") { Description = "LiteLLM's model_prices_and_context_window.json (github.com/BerriAI/litellm)" };
        var portkey = new Option<string?>("--portkey") { Description = "The folder pricing/ of github.com/Portkey-AI/models" };
        var prefer = new Option<string?>("--prefer") { Description = "The source that counts where they do not agree: litellm or portkey; by default none, and the book stays as it is" };
        var accept = new Option<string[]>("--accept") { Description = "A model whose large change is right; may be repeated", DefaultValueFactory = _ => [] };
        var from = new Option<string?>("--from") { Description = "From when the new prices hold, as 2026-03-01 (UTC); by default now" };
        var write = new Option<string?>("--write") { Description = "Where to write the new book, as catalog/prices.yaml; by default nothing is written" };
        var rows = new Option<bool>("--rows") { Description = "List every row with what became of it" };
        var catalog = PricesCommand.Catalog();
        var command = new Command("import", "Hold community price maps against the book, tell what is new, changed, in conflict or unusable, and write a new version of it")
        {
            litellm, portkey, prefer, accept, from, write, rows, catalog,
        };
        command.SetAction(parsed =>
        {
            var folder = new CatalogFolder(parsed.GetValue(catalog)!);
            var time = TimeProvider.System.GetUtcNow();
            time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
            var since = parsed.GetValue(from) is { } text ? PricesCommand.Time(text) ?? throw new InvalidOperationException($"--from {text} is no time: give one such as 2027-03-01.") : time;
            if (parsed.GetValue(prefer) is { } preferred && preferred is not (LiteLlmFile.Name or PortkeyFolder.Name))
                throw new InvalidOperationException($"--prefer {preferred}: give {LiteLlmFile.Name} or {PortkeyFolder.Name}.");
            IReadOnlyList<Source> read = [.. parsed.GetValue(litellm) is { } file ? new[] { LiteLlmFile.Read(file) } : [], .. parsed.GetValue(portkey) is { } pricing ? new[] { PortkeyFolder.Read(pricing) } : []];
            if (read.Count == 0)
                throw new InvalidOperationException("Give --litellm FILE, --portkey FOLDER, or both.");
            var document = CatalogLoader.Load<PriceHistory>(folder.File("prices.yaml"));
            var models = folder.Files("vendors").Select(path => CatalogLoader.Load<VendorModels>(path, ignoreUnknown: true).Value).SelectMany(vendor => vendor.Models.Select(model => (Name: $"{vendor.Vendor}/{model.Key}", Card: model.Value))).ToDictionary(model => model.Name, model => model.Card);
            var sources = PriceSources.Load(folder.File("price-sources.yaml"), models.Keys);
            var book = document.Value.AsOf(since);
            var offers = new Offers(sources, book, models);
            var lines = new ImportPlan(sources, book, parsed.GetValue(prefer), parsed.GetValue(accept)!).Of(offers.Of(read));
            ImportReport.Show(console, read, offers.Fates, lines, sources, parsed.GetValue(rows));
            var prices = lines.Where(line => line.Taken is not null).GroupBy(line => line.Model).ToDictionary(model => model.Key, model => PriceMerge.Of(
                book.Models.GetValueOrDefault(model.Key), [.. model], sources.Models[model.Key], since, $"{string.Join(", ", read.Where(source => model.Any(line => line.Taken!.Value.Source.Contains(source.Name, StringComparison.Ordinal))).Select(source => source.Title))}, read {time:yyyy-MM-dd}"));
            Write(console, parsed.GetValue(write), document, prices, since);
        });
        return command;
    }

    private static void Write(IAnsiConsole console, string? path, CatalogDocument<PriceHistory> document, IReadOnlyDictionary<string, ModelPrice> prices, DateTimeOffset since)
    {
        if (prices.Count == 0)
        {
            console.WriteLine("Nothing to add: the book stays as it is.");
            return;
        }
        if (path is null)
        {
            console.WriteLine($"{prices.Count} models would have a new price from {PriceText.Time(since)}. Nothing is written: --write FILE writes the new book.");
            return;
        }
        var text = PriceBookEditor.Add(document.Text, prices);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
        console.WriteLine($"{path}: {prices.Count} models have a new price from {PriceText.Time(since)}; what held before stands before it. Version {Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12]}, was {document.Hash[..12]}.");
    }
}
