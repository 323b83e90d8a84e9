using Atelier.Contracts.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>Where a vendor's answers say what an attempt took. What is charged goes by these before it goes by what was asked.</summary>
internal sealed record UsageRule
{
    /// <summary>How much of each unit of the price book.</summary>
    public IReadOnlyDictionary<PriceUnit, FigureRule> Units { get; init; } = new Dictionary<PriceUnit, FigureRule>();

    /// <summary>What it costs in US dollars: then nothing else counts.</summary>
    public FigureRule? Usd { get; init; }
}

/// <summary>A number in an answer.</summary>
internal sealed record FigureRule
{
    /// <summary>JSON Pointers; the first that leads to a number counts.</summary>
    public IReadOnlyList<string> At { get; init; } = [];

    /// <summary>A header of the answer, instead.</summary>
    public string? Header { get; init; }

    /// <summary>A JSON Pointer to a list: then <see cref="At"/> is within each of its items, and the numbers add up.</summary>
    public string? In { get; init; }

    /// <summary>Which items of the list count: values by JSON Pointers within each.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>();

    /// <summary>A regular expression whose first group is the number, where it stands in text.</summary>
    public string? Pattern { get; init; }

    /// <summary>What it is multiplied by to be the unit, as 0.001 for milliseconds.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>What it is where a good answer does not tell it; null: not known.</summary>
    public decimal? Absent { get; init; }
}
