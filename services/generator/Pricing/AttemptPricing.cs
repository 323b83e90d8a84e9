using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;

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

    /// <summary>It failed at the vendor, which does not say whether it charges for such a failure.</summary>
    Unsaid,
}

/// <summary>What an attempt costs by the price book as of when it was submitted.</summary>
internal sealed class AttemptPricing(Prices prices, VendorCatalog vendors)
{
    /// <summary>The charge, and by what it is known; no basis where nothing was charged by the book.</summary>
    /// <param name="row">The attempt, with the vendor's figures so far.</param>
    /// <param name="parameters">What it asked for.</param>
    /// <param name="billing">Whether it is charged.</param>
    /// <param name="failure">Its failure; null: it gave an output.</param>
    /// <param name="now">When it ends.</param>
    public (Cost Cost, ChargeBasis? Basis) Of(AttemptRow row, EffectiveParameters parameters, Billing billing, FailureKind? failure, DateTimeOffset now)
    {
        var (submitted, asked) = (row.SubmittedAt ?? row.AskedAt ?? now, Asked.For(parameters, vendors.Find(row.Model)?.Card));
        var book = prices.Timeline.At(submitted);
        var usage = row.VendorUsage;
        if (book.Models.TryGetValue(row.Model, out var price) && price.AllCharges().Any(charge => charge.Per == PriceUnit.ElapsedSecond) && now > submitted)
            usage = Usage.Both(usage, new Usage { Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.ElapsedSecond] = (decimal)(now - submitted).Ticks / TimeSpan.TicksPerSecond } });
        var (cost, source) = Of(book, row.Model, asked, billing, failure, usage);
        return (cost, source is { } known ? new ChargeBasis { Source = known, PricesHash = prices.Hash, AsOf = submitted, Usage = usage } : null);
    }

    public static (Cost Cost, CostSource? Source) Of(PriceBook book, string model, Asked asked, Billing billing, FailureKind? failure, Usage? usage)
    {
        if (billing == Billing.Nothing) return (Cost.Nothing, null);
        if (billing == Billing.Unknown) return (Cost.Unknown("it is not known whether the vendor took the request"), null);
        if (billing == Billing.Unsaid) return (Cost.Unknown("the vendor does not say whether it charges for such a failure"), null);
        if (billing == Billing.ByFailure && failure is { } kind && book.Lack(model) is null && !book.Models[model].BilledFailures.Contains(kind)) return (Cost.Nothing, null);
        var charged = Charge.Actual(book, model, asked, usage);
        return (charged.Cost, charged.Source);
    }
}
