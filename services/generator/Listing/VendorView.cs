namespace Atelier.Generator.Listing;

/// <summary>Every vendor that there is a document for.</summary>
/// <param name="Items">By name; bounded, as the documents are.</param>
public sealed record VendorPage(IReadOnlyList<VendorView> Items);

/// <summary>A vendor: what its document says, and whether it can be called. Never a secret.</summary>
public sealed record VendorView
{
    /// <summary>Its name.</summary>
    public required string Vendor { get; init; }

    /// <summary>What it offers, for people.</summary>
    public string? About { get; init; }

    /// <summary>Where its API is.</summary>
    public required Uri Address { get; init; }

    /// <summary>What there is no call without, as <c>ACME_KEY is not set</c>; null when all is there.</summary>
    public string? Missing { get; init; }

    /// <summary>Attempts that it has in hand at once.</summary>
    public required int MaxConcurrent { get; init; }

    /// <summary>Its models.</summary>
    public required IReadOnlyList<VendorModelView> Models { get; init; }
}

/// <summary>A model of a vendor.</summary>
public sealed record VendorModelView
{
    /// <summary>As <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>What it is good for, for people.</summary>
    public string? About { get; init; }

    /// <summary>The tiers of the catalog's routing table that ask it.</summary>
    public required IReadOnlyList<string> Tiers { get; init; }

    /// <summary>The tiers that its document suggests.</summary>
    public required IReadOnlyList<string> Suggested { get; init; }

    /// <summary>What it makes and takes, in short.</summary>
    public required IReadOnlyList<string> Takes { get; init; }

    /// <summary>The most that one output costs by the price book, micro-dollars; null: unpriced.</summary>
    public long? CostMicros { get; init; }

    /// <summary>What that output is, as <c>1024x1024</c>; where it is unpriced, why.</summary>
    public required string CostOf { get; init; }

    /// <summary>Attempts under way by state, at a line; null where none was asked.</summary>
    public IReadOnlyDictionary<string, int>? UnderWay { get; init; }
}
