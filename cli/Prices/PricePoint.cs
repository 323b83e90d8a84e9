using System.Globalization;
using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices;

/// <summary>One figure of a price: dollars for a unit under a condition. What prices are compared by.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="When">The condition; null: always.</param>
/// <param name="Usd">US dollars a unit; null: the vendor's credit has no price.</param>
internal sealed record PricePoint(PriceUnit Unit, PriceCondition? When, decimal? Usd)
{
    /// <summary>The condition, in words.</summary>
    public string Condition => Words(When);

    /// <summary>Everything that a price says, sizes one by one; a unit that costs the same under every condition is one point.</summary>
    /// <param name="price">The price.</param>
    /// <param name="book">For what a credit costs.</param>
    /// <param name="model">As <c>vendor/model</c>.</param>
    /// <param name="whole">False: without the condition of a whole charge, which says when it is charged and not how much.</param>
    public static IReadOnlyList<PricePoint> Of(ModelPrice price, PriceBook book, string model, bool whole = true)
    {
        var points = new List<PricePoint>();
        foreach (var charge in price.AllCharges())
        {
            foreach (var rate in charge.Rates.Count > 0 ? charge.Rates : [new PriceRate { Usd = charge.Usd, Credits = charge.Credits }])
            {
                var usd = rate.Usd ?? (book.Credits.TryGetValue(model.Split('/')[0], out var credit) ? (rate.Credits ?? 1) * credit : null);
                var when = whole ? Both(charge.When, rate.When) : rate.When;
                points.AddRange(when is { Size.Count: > 1 } ? when.Size.Select(size => new PricePoint(charge.Per, when with { Size = [size] }, usd)) : [new PricePoint(charge.Per, when, usd)]);
            }
        }
        return Collapsed(points);
    }

    /// <summary>Points of a unit that all cost the same become one.</summary>
    public static IReadOnlyList<PricePoint> Collapsed(IEnumerable<PricePoint> points) =>
        [.. points.GroupBy(point => point.Unit).SelectMany(unit => unit.Select(point => point.Usd).Distinct().Count() == 1 && unit.Count() > 1 ? [new PricePoint(unit.Key, null, unit.First().Usd)] : unit.AsEnumerable())];

    /// <summary>A price in words, as <c>$0.10 a second up to 720p; $0.12 up to 1080p</c>.</summary>
    public static string Words(IEnumerable<PricePoint> points) => string.Join(" + ", points.GroupBy(point => point.Unit).Select(unit =>
        string.Join("; ", unit.Select((point, i) => $"{Dollars(point.Usd)}{(i == 0 ? $" per {Name(unit.Key)}" : "")}{(point.Condition is { Length: > 0 } words ? $" {words}" : "")}"))));

    public static string Dollars(decimal? usd) => usd is { } known ? known.ToString("$0.##############", CultureInfo.InvariantCulture) : "?";

    public static string Name(PriceUnit unit) => char.ToLowerInvariant(unit.ToString()[0]) + unit.ToString()[1..];

    /// <summary>A change in per cent, as <c>+12.5 %</c>.</summary>
    public static string Change(decimal? from, decimal? to) => from is not { } old || to is not { } now ? ""
        : old == 0 ? "from nothing" : ((now - old) / old * 100).ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture) + " %";

    private static string Words(PriceCondition? when) => when is null ? "" : string.Join(", ", new[]
    {
        when.Size.Count > 0 ? "at " + string.Join(" or ", when.Size) : null, when.Resolution is { } resolution ? $"up to {resolution}" : null,
        Range(when.Megapixels, "megapixels"), Range(when.Duration, "seconds"), Range(when.References, "references"),
        when.Quality.Count > 0 ? $"quality {string.Join(" or ", when.Quality)}" : null, when.Mode.Count > 0 ? $"mode {string.Join(" or ", when.Mode)}" : null,
        when.Audio switch { true => "with sound", false => "without sound", null => null },
    }.OfType<string>());

    private static string? Range(Bounds? bounds, string what) => bounds switch
    {
        null => null,
        { Min: { } min, Max: { } max } => string.Create(CultureInfo.InvariantCulture, $"{min} to {max} {what}"),
        { Max: { } max } => string.Create(CultureInfo.InvariantCulture, $"up to {max} {what}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"from {bounds.Min} {what}"),
    };

    private static PriceCondition? Both(PriceCondition? one, PriceCondition? other) => one is null || other is null ? one ?? other : new PriceCondition
    {
        Size = one.Size.Count > 0 ? one.Size : other.Size, Resolution = one.Resolution ?? other.Resolution, Megapixels = one.Megapixels ?? other.Megapixels, Duration = one.Duration ?? other.Duration,
        References = one.References ?? other.References, Quality = one.Quality.Count > 0 ? one.Quality : other.Quality, Mode = one.Mode.Count > 0 ? one.Mode : other.Mode, Audio = one.Audio ?? other.Audio,
    };
}
