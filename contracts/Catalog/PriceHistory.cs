namespace Atelier.Contracts.Catalog;

/// <summary>catalog/prices.yaml: every price with the time that it holds for, and what Atelier's own work costs.</summary>
public sealed record PriceHistory
{
    /// <summary>The prices of each <c>vendor/model</c>, oldest first; one that always held may stand without a list.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ModelPrice>> Models { get; init; }

    /// <summary>What a vendor's credit costs, by vendor, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CreditPrice>> Credits { get; init; } = new Dictionary<string, IReadOnlyList<CreditPrice>>();

    /// <summary>The cost of Atelier's own work.</summary>
    public required OwnWork OwnWork { get; init; }

    /// <summary>What held at a time. There is an answer for every time and model: a price, a reason, or nothing.</summary>
    public PriceBook AsOf(DateTimeOffset at) => new()
    {
        Models = Models.Select(model => (model.Key, Price: model.Value.FirstOrDefault(price => Holds(price.From, price.Until, at)))).Where(model => model.Price is not null).ToDictionary(model => model.Key, model => model.Price!),
        Absent = Models.Where(model => !model.Value.Any(price => Holds(price.From, price.Until, at))).ToDictionary(model => model.Key, model => $"no price for {model.Key} at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
        Credits = Credits.Select(vendor => (vendor.Key, Price: vendor.Value.FirstOrDefault(price => Holds(price.From, price.Until, at)))).Where(vendor => vendor.Price is not null).ToDictionary(vendor => vendor.Key, vendor => vendor.Price!.Usd),
        OwnWork = OwnWork,
    };

    /// <summary>Every time at which something changes, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Changes() =>
        [.. Models.Values.SelectMany(prices => prices).SelectMany(price => new[] { price.From, price.Until })
            .Concat(Credits.Values.SelectMany(prices => prices).SelectMany(price => new[] { price.From, price.Until })).OfType<DateTimeOffset>().Distinct().Order()];

    private static bool Holds(DateTimeOffset? from, DateTimeOffset? until, DateTimeOffset at) => !(from > at) && !(until <= at);
}

/// <summary>What one credit of a vendor costs for a time.</summary>
public sealed record CreditPrice
{
    /// <summary>From when it holds, inclusive; null: always did.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, exclusive; null: no end is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>US dollars a credit.</summary>
    public required decimal Usd { get; init; }

    /// <summary>Where that is from, and when it was read there.</summary>
    public string? Source { get; init; }
}

/// <summary>A history's pages, each made once: which one holds is asked with every attempt.</summary>
public sealed class PriceTimeline
{
    private readonly DateTimeOffset[] _changes;
    private readonly PriceBook[] _pages;

    /// <summary>Makes the pages.</summary>
    public PriceTimeline(PriceHistory history)
    {
        _changes = [.. history.Changes()];
        _pages = [history.AsOf(DateTimeOffset.MinValue), .. _changes.Select(history.AsOf)];
    }

    /// <summary>What held at a time; the same object for every time between two changes.</summary>
    public PriceBook At(DateTimeOffset time)
    {
        var found = Array.BinarySearch(_changes, time);
        return _pages[found >= 0 ? found + 1 : ~found];
    }
}
