using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Generator.Pricing;

/// <summary>What is known of whether an attempt is charged.</summary>
internal enum Billing
{
    /// <summary>Nothing was submitted, or the vendor says it took nothing.</summary>
    Nothing,

    /// <summary>An output was made, whatever became of it.</summary>
    Full,

    /// <summary>It failed at the vendor: the price book says which failures are charged.</summary>
    ByFailure,

    /// <summary>It is not known whether the vendor took it.</summary>
    Unknown,
}

/// <summary>What an attempt costs by the price book.</summary>
internal static class AttemptPricing
{
    private const decimal Megapixel = 1_000_000m;

    public static Cost Of(PriceBook book, string model, EffectiveParameters parameters, Billing billing, FailureKind? failure)
    {
        if (billing == Billing.Nothing) return Cost.Nothing;
        if (billing == Billing.Unknown) return Cost.Unknown("it is not known whether the vendor took the request");
        if (!book.Models.TryGetValue(model, out var price)) return Cost.Unknown($"no price for {model}");
        if (billing == Billing.ByFailure && failure is { } kind && !price.BilledFailures.Contains(kind)) return Cost.Nothing;
        return Units(price.Per, parameters) is { } units
            ? Cost.Of((long)decimal.Round(units * price.Usd * 1_000_000m, MidpointRounding.AwayFromZero))
            : Cost.Unknown($"{model} is charged by the {price.Per.ToString().ToLowerInvariant()}, and the attempt has no running time");
    }

    private static decimal? Units(PriceUnit per, EffectiveParameters parameters) => per switch
    {
        PriceUnit.Image => 1,
        PriceUnit.Megapixel => decimal.Ceiling(parameters.Width * (decimal)parameters.Height / Megapixel),
        PriceUnit.Second => parameters.Duration is { Ticks: > 0 } duration ? (decimal)duration.Ticks / TimeSpan.TicksPerSecond : null,
        _ => throw new InvalidOperationException($"{per} is not a unit"),
    };
}
