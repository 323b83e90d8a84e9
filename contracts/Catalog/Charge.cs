namespace Atelier.Contracts.Catalog;

/// <summary>What a vendor charges for one output by the price book. Pure, and the one place that says so: before anything is spent, and after.</summary>
public static class Charge
{
    private const decimal PixelsOfMegapixel = 1_000_000m;

    /// <summary>The charge, to the nearest micro-dollar; unpriced, with what is missing, where it cannot be determined.</summary>
    /// <param name="book">The price book.</param>
    /// <param name="model">As <c>vendor/model</c>.</param>
    /// <param name="width">Width that the model is asked for, pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="duration">Running time, for a clip.</param>
    public static Cost Of(PriceBook book, string model, int width, int height, TimeSpan? duration)
    {
        if (!book.Models.TryGetValue(model, out var price))
            return Cost.Unknown($"no price for {model}");
        decimal? units = price.Per switch
        {
            PriceUnit.Image => 1,
            PriceUnit.Megapixel => decimal.Ceiling(width * (decimal)height / PixelsOfMegapixel),
            PriceUnit.Second => duration is { Ticks: > 0 } time ? (decimal)time.Ticks / TimeSpan.TicksPerSecond : null,
            _ => throw new InvalidOperationException($"{price.Per} is not a unit"),
        };
        return units is { } count
            ? Cost.Of((long)decimal.Round(count * price.Usd * 1_000_000m, MidpointRounding.AwayFromZero))
            : Cost.Unknown($"{model} is charged by the {price.Per.ToString().ToLowerInvariant()}, and the attempt has no running time");
    }
}
