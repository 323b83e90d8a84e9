namespace Atelier.Contracts.Catalog;

/// <summary>What a vendor charges for one attempt by the price book. Pure, and the one place that says so: before anything is spent, and after.</summary>
public static class Charge
{
    private const decimal MostDollars = 1_000_000_000m; // what is above is no price

    /// <summary>The most that an attempt can be charged, in micro-dollars; unpriced, with what is missing, where that cannot be determined.</summary>
    /// <param name="book">The price book, as of now.</param>
    /// <param name="model">As <c>vendor/model</c>.</param>
    /// <param name="asked">What it would be asked for.</param>
    public static Cost Worst(PriceBook book, string model, Asked asked) => Sum(book, model, new Measure(asked, null, Worst: true));

    /// <summary>What an attempt is charged: as the vendor's own figures say, else as the book prices what was asked for.</summary>
    /// <param name="book">The price book, as of when it was submitted.</param>
    /// <param name="model">As <c>vendor/model</c>.</param>
    /// <param name="asked">What it was asked for.</param>
    /// <param name="usage">The vendor's figures; null: it gave none.</param>
    public static PricedCharge Actual(PriceBook book, string model, Asked asked, Usage? usage)
    {
        if (usage?.Usd is { } dollars)
            return new PricedCharge(Amount(dollars, model), CostSource.Usage);
        if (usage?.Units.TryGetValue(PriceUnit.Credit, out var credits) is true && book.Credits.TryGetValue(VendorOf(model), out var each))
            return new PricedCharge(Amount(credits * each, model), CostSource.Usage);
        var measure = new Measure(asked, usage, Worst: false);
        var cost = Sum(book, model, measure);
        return new PricedCharge(cost, measure.UsedUsage ? CostSource.Usage : CostSource.Book);
    }

    private static Cost Sum(PriceBook book, string model, Measure measure)
    {
        if (book.Lack(model) is { } lack)
            return Cost.Unknown(lack);
        var sum = 0m;
        foreach (var charge in book.Models[model].AllCharges())
        {
            var (usd, missing) = Of(book, model, charge, measure);
            if (usd is null)
                return Cost.Unknown(missing!);
            sum += usd.Value;
        }
        return Amount(sum, model);
    }

    /// <summary>Dollars of one charge. Where something it depends on is not known, the dearest that is possible for the worst case, else none.</summary>
    private static (decimal? Usd, string? Missing) Of(PriceBook book, string model, PriceCharge charge, Measure measure)
    {
        var applies = measure.Fit(charge.When);
        if (applies.Fits is false)
            return (0, null);
        if (applies.Fits is null && !measure.Worst)
            return (null, $"whether {model} is charged by the {AtelierJson.NameOf(charge.Per)} depends on its {applies.Missing}, which is not known");
        var (dearest, cheapest, unknown, found) = (0m, decimal.MaxValue, applies.Missing, false);
        foreach (var rate in charge.Rates.Count > 0 ? charge.Rates : [new PriceRate { Usd = charge.Usd, Credits = charge.Credits, Most = charge.Most }])
        {
            var fit = measure.Fit(rate.When);
            if (fit.Fits is false)
                continue;
            unknown ??= fit.Missing;
            var (usd, missing) = Of(book, model, charge, rate, measure);
            if (usd is null)
                return (null, missing);
            (dearest, cheapest, found) = (Math.Max(dearest, usd.Value), Math.Min(cheapest, usd.Value), true);
            if (fit.Fits is true)
                break;
        }
        return !found ? (null, $"no rate of {model} by the {AtelierJson.NameOf(charge.Per)} is for {measure.Words()}")
            : measure.Worst || dearest == cheapest ? (dearest, null)
            : (null, $"what {model} costs by the {AtelierJson.NameOf(charge.Per)} depends on its {unknown}, which is not known");
    }

    private static (decimal? Usd, string? Missing) Of(PriceBook book, string model, PriceCharge charge, PriceRate rate, Measure measure)
    {
        decimal? each = rate.Usd;
        if (each is null)
        {
            if (!book.Credits.TryGetValue(VendorOf(model), out var credit))
                return (null, $"{model} is charged in credits, and nothing says what a credit of {VendorOf(model)} costs");
            each = (rate.Credits ?? 1) * credit;
        }
        if (measure.Units(charge.Per, rate.Most ?? charge.Most) is not { } units)
            return (null, $"{model} is charged by the {AtelierJson.NameOf(charge.Per)}, and {measure.MissingOf(charge.Per)}");
        var step = charge.Step ?? (charge.Per is PriceUnit.Megapixel or PriceUnit.ReferenceMegapixel ? 1 : 0);
        if (step > 0)
            units = decimal.Ceiling(units / step) * step;
        return (Math.Max(0, units - charge.Free) * each.Value, null);
    }

    private static Cost Amount(decimal usd, string model) => usd is >= 0 and <= MostDollars
        ? Cost.Of((long)decimal.Round(usd * 1_000_000m, MidpointRounding.AwayFromZero))
        : Cost.Unknown($"the figures for {model} come to an amount that is no price");

    private static string VendorOf(string model) => model.IndexOf('/') is > 0 and var end ? model[..end] : model;
}

/// <summary>What an attempt is charged, and by what that is known.</summary>
/// <param name="Cost">The charge.</param>
/// <param name="Source">By what it is known.</param>
public sealed record PricedCharge(Cost Cost, CostSource Source);

/// <summary>By what a charge is known.</summary>
public enum CostSource
{
    /// <summary>The price book, applied to what was asked for.</summary>
    Book,

    /// <summary>The vendor's own figures of the attempt, priced by the book where they are no dollars.</summary>
    Usage,
}
