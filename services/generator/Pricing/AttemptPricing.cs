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

    /// <summary>It failed at the vendor, which does not say whether it charges for such a failure.</summary>
    Unsaid,
}

/// <summary>What an attempt costs by the price book.</summary>
internal static class AttemptPricing
{
    public static Cost Of(PriceBook book, string model, EffectiveParameters parameters, Billing billing, FailureKind? failure)
    {
        if (billing == Billing.Nothing) return Cost.Nothing;
        if (billing == Billing.Unknown) return Cost.Unknown("it is not known whether the vendor took the request");
        if (billing == Billing.Unsaid) return Cost.Unknown("the vendor does not say whether it charges for such a failure");
        if (!book.Models.TryGetValue(model, out var price)) return Cost.Unknown($"no price for {model}");
        if (billing == Billing.ByFailure && failure is { } kind && !price.BilledFailures.Contains(kind)) return Cost.Nothing;
        return Charge.Of(book, model, parameters.Width, parameters.Height, parameters.Duration);
    }
}
