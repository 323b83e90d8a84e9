namespace Atelier.Contracts.Catalog;

/// <summary>catalog/prices.yaml: what vendors charge, and what Atelier's own work costs.</summary>
public sealed record PriceBook
{
    /// <summary>The vendors' charges by <c>vendor/model</c>; a model that is not here is unpriced, not free.</summary>
    public required IReadOnlyDictionary<string, ModelPrice> Models { get; init; }

    /// <summary>The cost of Atelier's own work.</summary>
    public required OwnWork OwnWork { get; init; }
}

/// <summary>One model's price.</summary>
public sealed record ModelPrice
{
    /// <summary>The unit that is charged.</summary>
    public required PriceUnit Per { get; init; }

    /// <summary>US dollars a unit.</summary>
    public required decimal Usd { get; init; }

    /// <summary>Failures that are charged all the same; the others are free.</summary>
    public IReadOnlyList<FailureKind> BilledFailures { get; init; } = [];
}

/// <summary>The units that vendors charge by.</summary>
public enum PriceUnit
{
    /// <summary>A picture of any size.</summary>
    Image,

    /// <summary>A million pixels, rounded up to the next whole million.</summary>
    Megapixel,

    /// <summary>A second of running time.</summary>
    Second,
}

/// <summary>What Atelier's own work costs.</summary>
public sealed record OwnWork
{
    /// <summary>US dollars a second of inspecting.</summary>
    public required decimal InspectionUsdPerSecond { get; init; }

    /// <summary>US dollars a second of refining.</summary>
    public required decimal RefinementUsdPerSecond { get; init; }

    /// <summary>US dollars an hour of a reviewer, where the campaign does not say; null: unpriced.</summary>
    public decimal? ReviewUsdPerHour { get; init; }
}
