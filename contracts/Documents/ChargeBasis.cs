using Atelier.Contracts.Catalog;

namespace Atelier.Contracts;

/// <summary>By what an attempt was priced, so that anyone can work it out again.</summary>
public sealed record ChargeBasis
{
    /// <summary>The book's prices for what was asked, or figures of the attempt itself.</summary>
    public required CostSource Source { get; init; }

    /// <summary>Content hash of the price book that was used.</summary>
    public required string PricesHash { get; init; }

    /// <summary>The time whose prices counted: when the attempt was submitted.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The vendor's own figures of the attempt, and how long it took where that is charged; null: there were none.</summary>
    public Usage? Usage { get; init; }
}
