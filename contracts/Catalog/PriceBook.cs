namespace Atelier.Contracts.Catalog;

/// <summary>What vendors charge as of one time, and what Atelier's own work costs: a page of <see cref="PriceHistory"/>.</summary>
public sealed record PriceBook
{
    /// <summary>The vendors' charges by <c>vendor/model</c>; a model that is not here is unpriced, not free.</summary>
    public required IReadOnlyDictionary<string, ModelPrice> Models { get; init; }

    /// <summary>What a vendor's credit costs, US dollars, by vendor.</summary>
    public IReadOnlyDictionary<string, decimal> Credits { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Models that have prices, but none at this time: what is missing, by <c>vendor/model</c>.</summary>
    public IReadOnlyDictionary<string, string> Absent { get; init; } = new Dictionary<string, string>();

    /// <summary>The cost of Atelier's own work.</summary>
    public required OwnWork OwnWork { get; init; }

    /// <summary>Why nothing can be said of a model's price; null: it has one.</summary>
    /// <param name="model">As <c>vendor/model</c>.</param>
    public string? Lack(string model) =>
        !Models.TryGetValue(model, out var price) ? Absent.GetValueOrDefault(model) ?? $"no price for {model}"
        : price.Unpriced is { } reason ? $"{model} is unpriced: {reason}" : null;
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
