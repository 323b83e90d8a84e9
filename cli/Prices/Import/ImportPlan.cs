using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>What an import would do about one unit of one model.</summary>
internal enum Finding
{
    /// <summary>The book has no price of it.</summary>
    New,

    /// <summary>The sources agree on another price.</summary>
    Changed,

    /// <summary>As in the book.</summary>
    Same,

    /// <summary>The sources do not agree, or one contradicts itself; nothing is chosen.</summary>
    Conflict,

    /// <summary>So large a change, or so much less told apart, that someone has to say that it is right.</summary>
    Held,

    /// <summary>No source tells it.</summary>
    Untold,
}

/// <summary>One unit of one model: what the book and the sources say.</summary>
internal sealed record PlanLine(string Model, PriceUnit Unit, Finding Finding)
{
    public required IReadOnlyList<PricePoint> Book { get; init; }

    /// <summary>By source.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<PricePoint>> Told { get; init; }

    /// <summary>What is taken over: the points, and the source they are from; null: nothing.</summary>
    public (IReadOnlyList<PricePoint> Points, string Source)? Taken { get; init; }

    public string? Remark { get; init; }
}

/// <summary>Decides what of the offers is taken over. Pure: what is not clear stays as it was.</summary>
/// <param name="sources">The mapping and its bounds.</param>
/// <param name="book">The book as of now.</param>
/// <param name="prefer">The source that counts where they do not agree; null: none.</param>
/// <param name="accepted">Models whose large changes are right.</param>
internal sealed class ImportPlan(PriceSources sources, PriceBook book, string? prefer, IReadOnlyCollection<string> accepted)
{
    public IReadOnlyList<PlanLine> Of(IReadOnlyDictionary<string, IReadOnlyList<Offer>> offers) => [.. offers.SelectMany(model => Model(model.Key, model.Value))];

    private IEnumerable<PlanLine> Model(string model, IReadOnlyList<Offer> offers)
    {
        var known = book.Models.TryGetValue(model, out var price) && price.Unpriced is null ? PricePoint.Of(price, book, model, whole: false) : [];
        var lines = known.Concat(offers.SelectMany(offer => offer.Points)).Select(point => point.Unit).Distinct().Select(unit => Line(model, unit, known, offers)).ToList();
        // A model that is new is taken whole or not at all: a part of a price would count as all of it.
        return known.Count == 0 && lines.Any(line => line.Taken is null) ? lines.Select(line => line.Taken is null ? line : line with { Taken = null, Remark = "not taken: another part of its price is not clear" }) : lines;
    }

    private PlanLine Line(string model, PriceUnit unit, IReadOnlyList<PricePoint> known, IReadOnlyList<Offer> offers)
    {
        var old = known.Where(point => point.Unit == unit).ToList();
        var told = offers.ToDictionary(offer => offer.Source, offer => (IReadOnlyList<PricePoint>)[.. offer.Points.Where(point => point.Unit == unit)]).Where(offer => offer.Value.Count > 0).ToDictionary();
        PlanLine Say(Finding finding, string? remark = null, (IReadOnlyList<PricePoint>, string)? taken = null) => new(model, unit, finding) { Book = old, Told = told, Remark = remark, Taken = taken };
        if (told.Count == 0)
        {
            var others = string.Join(", ", offers.Where(offer => offer.Others.Count > 0).Select(offer => $"{offer.Source} charges {PricePoint.Words(offer.Others)}"));
            return Say(Finding.Untold, others.Length > 0 ? $"kept as it is; {others}" : "kept as it is");
        }
        if (book.Models.TryGetValue(model, out var price) && price.AllCharges().Count(charge => charge.Per == unit) > 1)
            return Say(Finding.Conflict, "the book charges this unit twice, under conditions that no source knows: change it by hand");
        var against = offers.Where(offer => told.ContainsKey(offer.Source)).SelectMany(offer => offer.Contradictions.Select(words => $"{offer.Source}: {words}")).ToList();
        var agree = told.Values.Skip(1).All(points => Same(points, told.Values.First()));
        if (against.Count > 0)
            return Say(Finding.Conflict, string.Join("; ", against));
        if (!agree && (prefer is null || !told.ContainsKey(prefer)))
            return Say(Finding.Conflict, Difference(told.Values.First(), told.Values.Last()) + "; left as it was: --prefer SOURCE chooses");
        var (source, points) = agree ? told.First() : told.Single(offer => offer.Key == prefer);
        if (Same(points, old))
            return Say(Finding.Same);
        if (old.Count == 0)
            return Say(Finding.New, agree ? null : "preferred", (points, Names(agree ? told.Keys : [source])));
        var change = Difference(old, points);
        if (points.Count < old.Count && !accepted.Contains(model))
            return Say(Finding.Held, $"{change}; the book tells more cases apart than the source: --accept {model} takes it over");
        return Large(old, points) && !accepted.Contains(model)
            ? Say(Finding.Held, $"{change}; more than {sources.LargestChange} times: --accept {model} takes it over")
            : Say(Finding.Changed, change + (agree ? "" : "; preferred"), (points, Names(agree ? told.Keys : [source])));
    }

    private static string Names(IEnumerable<string> sources) => string.Join(" and ", sources);

    private static bool Same(IReadOnlyList<PricePoint> one, IReadOnlyList<PricePoint> other) =>
        one.Count == other.Count && one.All(point => other.Any(match => match.Condition == point.Condition && match.Usd == point.Usd));

    /// <summary>Per cent where the conditions are the same or one side has none; else that they differ.</summary>
    private static string Difference(IReadOnlyList<PricePoint> before, IReadOnlyList<PricePoint> after) =>
        Pairs(before, after).Select(pair => PricePoint.Change(pair.From.Usd, pair.To.Usd)).Distinct().ToList() is { Count: > 0 } changes ? string.Join(", ", changes) : "other conditions";

    private bool Large(IReadOnlyList<PricePoint> before, IReadOnlyList<PricePoint> after) => Pairs(before, after).Any(pair =>
        pair is { From.Usd: > 0 and var old, To.Usd: > 0 and var now } && (now / old > sources.LargestChange || old / now > sources.LargestChange));

    private static IEnumerable<(PricePoint From, PricePoint To)> Pairs(IReadOnlyList<PricePoint> before, IReadOnlyList<PricePoint> after) =>
        from a in before
        from b in after
        where a.Condition == b.Condition || a.When is null || b.When is null
        select (a, b);
}
