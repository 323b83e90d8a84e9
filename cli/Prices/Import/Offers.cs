using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>What a source says of a model: points of the price book's kind, and what was not taken.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Points">In the units that the model is charged by.</param>
/// <param name="Others">In other units: shown, not taken.</param>
/// <param name="Contradictions">Where the source does not agree with itself.</param>
internal sealed record Offer(string Source, IReadOnlyList<PricePoint> Points, IReadOnlyList<PricePoint> Others, IReadOnlyList<string> Contradictions);

/// <summary>From rows to what they say of the catalog's models. Pure; every row comes out with its fate.</summary>
internal sealed class Offers(PriceSources sources, PriceBook book, IReadOnlyDictionary<string, ModelCard> cards)
{
    private readonly Dictionary<SourceRow, (RowFate Fate, List<string> Notes)> _fates = [];

    /// <summary>Every row with what became of it.</summary>
    public IReadOnlyDictionary<SourceRow, (RowFate Fate, List<string> Notes)> Fates => _fates;

    /// <summary>What the sources say of every model that is mapped, in the order of the mapping.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Offer>> Of(IReadOnlyList<Source> read)
    {
        foreach (var row in read.SelectMany(source => source.Rows))
            _fates[row] = (row.Fate ?? (Usable(row).Any() ? RowFate.NotMapped : RowFate.Unusable), [.. row.Notes, .. row.Fate is null ? row.Quotes.Select(Doubt).OfType<string>() : []]);
        var bases = read.ToDictionary(source => source.Name, source => source.Rows.ToLookup(row => row.Base));
        return sources.Models.ToDictionary(model => model.Key, model => (IReadOnlyList<Offer>)[.. read.Select(source => Offer(model.Key, model.Value, source.Name, bases[source.Name])).OfType<Offer>()]);
    }

    private Offer? Offer(string model, SourceKeys keys, string source, ILookup<string, SourceRow> rows)
    {
        var quotes = keys.Of(source).SelectMany(key => rows[key]).SelectMany(row => Usable(row).Select(quote => (Row: row, Quote: quote))).ToList();
        if (quotes.Any(it => it.Quote.Quality == keys.Quality && keys.Quality is not null)) // a figure for the quality stands before one for any
            quotes = [.. quotes.Where(it => it.Quote.Quality == keys.Quality || (it.Quote.Quality is null && !quotes.Any(other => other.Quote.Unit == it.Quote.Unit && other.Quote.Quality == keys.Quality)))];
        else
            quotes = [.. quotes.Where(it => it.Quote.Quality is null)];
        var units = Units(model, keys);
        var taken = quotes.Where(it => units.Count == 0 || units.Contains(it.Quote.Unit)).ToList();
        foreach (var row in keys.Of(source).SelectMany(key => rows[key]))
        {
            if (_fates[row].Fate is RowFate.NotMapped or RowFate.OtherUnit)
                _fates[row] = _fates[row] with { Fate = taken.Any(it => it.Row == row) ? RowFate.Used : RowFate.OtherUnit };
        }
        if (quotes.Count == 0)
            return null;
        var contradictions = taken.GroupBy(it => new PricePoint(it.Quote.Unit, it.Quote.When, null).Condition + it.Quote.Unit).Where(same => same.Select(it => it.Quote.Usd).Distinct().Count() > 1)
            .Select(same => $"{PricePoint.Name(same.First().Quote.Unit)}: {string.Join(", ", same.Select(it => $"{PricePoint.Dollars(it.Quote.Usd)} in {it.Row.Key}").Distinct())}").ToList();
        if (units.Count == 0 && taken.Any(it => it.Quote.Unit is PriceUnit.Image or PriceUnit.Megapixel) && taken.Any(it => it.Quote.Unit is PriceUnit.OutputImageToken))
            contradictions.Add("it tells a price per picture and one per token, which would be charged twice: say which with take in the mapping");
        var points = taken.Select(it => new PricePoint(it.Quote.Unit, it.Quote.When, it.Quote.Usd)).DistinctBy(point => (point.Unit, point.Condition, point.Usd)).OrderBy(point => point.Unit).ThenBy(Order);
        return new Offer(source, PricePoint.Collapsed(points.GroupBy(point => point.Unit).SelectMany(unit => ForSizes([.. unit], cards.GetValueOrDefault(model)?.Sizes.Only))),
            PricePoint.Collapsed(quotes.Except(taken).Select(it => new PricePoint(it.Quote.Unit, it.Quote.When, it.Quote.Usd)).DistinctBy(point => (point.Unit, point.Condition, point.Usd))), contradictions);
    }

    /// <summary>What the mapping says, else what the book charges by; empty: nothing says so.</summary>
    private IReadOnlyList<PriceUnit> Units(string model, SourceKeys keys) => keys.Take.Count > 0 ? keys.Take
        : book.Models.TryGetValue(model, out var price) ? [.. price.AllCharges().Select(charge => charge.Per).Distinct()] : [];

    private IEnumerable<Quote> Usable(SourceRow row) => row.Fate is null ? row.Quotes.Where(quote => Doubt(quote) is null) : [];

    /// <summary>Why a figure cannot be a price; null: it can.</summary>
    private string? Doubt(Quote quote)
    {
        if (quote.Usd < 0)
            return $"{quote.Field}: {PricePoint.Dollars(quote.Usd)} is below zero";
        if (!sources.Plausible.TryGetValue(quote.Unit, out var bounds) || bounds.Hold(quote.Usd))
            return null;
        var slip = bounds.Hold(quote.Usd * 100) ? "; a hundred times that would be: dollars and cents mixed up?" : bounds.Hold(quote.Usd / 100) ? "; a hundredth would be: cents and dollars mixed up?" : "";
        return $"{quote.Field}: {PricePoint.Dollars(quote.Usd)} per {PricePoint.Name(quote.Unit)} is not between {PricePoint.Dollars(bounds.Min)} and {PricePoint.Dollars(bounds.Max)}, what such a unit can cost{slip}";
    }

    /// <summary>What of a unit's points concerns a model that makes these sizes alone; one that is for all of them holds always.</summary>
    private static IEnumerable<PricePoint> ForSizes(IReadOnlyList<PricePoint> points, IReadOnlyList<string>? sizes)
    {
        if (sizes is null || points.All(point => point.When is null))
            return points;
        var fitting = sizes.Select(size => points.FirstOrDefault(point => Fits(point.When, size))).ToList();
        return fitting.Contains(null) ? points : fitting.Distinct().ToList() is [var only] ? [only! with { When = null }] : [.. points.Where(fitting.Contains)];
    }

    private static bool Fits(PriceCondition? when, string size)
    {
        var edges = size.Split('x').Select(int.Parse).ToList();
        return when is null || ((when.Size.Count == 0 || when.Size.Contains(size)) && (when.Resolution is not { } resolution || edges.Min() <= PriceCondition.EdgeOf(resolution))
            && (when.Megapixels is not { } megapixels || megapixels.Hold(edges[0] * edges[1] / 1_000_000m)));
    }

    /// <summary>Small before large, and what always holds last: the first that fits counts.</summary>
    private static decimal Order(PricePoint point) => point.When switch
    {
        null => decimal.MaxValue,
        { Resolution: { } resolution } => PriceCondition.EdgeOf(resolution) ?? 0,
        { Size: [var size, ..] } => size.Split('x').Select(decimal.Parse).Aggregate((across, down) => across * down),
        { Megapixels.Max: { } most } => most,
        _ => 0,
    };
}
