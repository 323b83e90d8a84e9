using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>A figure that a source gives.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Usd">US dollars a unit.</param>
/// <param name="Field">Where it stands in the row.</param>
/// <param name="Quality">For this quality; null: whatever the quality.</param>
/// <param name="When">For this size or resolution; null: whatever it is.</param>
internal sealed record Quote(PriceUnit Unit, decimal Usd, string Field, string? Quality = null, PriceCondition? When = null);

/// <summary>What became of a row; every row of a source has exactly one.</summary>
internal enum RowFate
{
    /// <summary>A model's price was compared with it.</summary>
    Used,

    /// <summary>Its model is known, but is priced by other units.</summary>
    OtherUnit,

    /// <summary>It can be read, but no model of the catalog is mapped to it.</summary>
    NotMapped,

    /// <summary>It is of no image or video model.</summary>
    NotMedia,

    /// <summary>It holds no price that can be used.</summary>
    Unusable,

    /// <summary>It explains the format and is of no model.</summary>
    Template,
}

/// <summary>A row of a community price map.</summary>
/// <param name="Source">Which map.</param>
/// <param name="Key">The row's name there.</param>
/// <param name="Base">Its name without what it says of sizes, qualities and contexts: what mappings name.</param>
internal sealed record SourceRow(string Source, string Key, string Base)
{
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>Template or not media, by the row itself.</summary>
    public RowFate? Fate { get; init; }

    /// <summary>Figures that are not taken, each with the reason.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A source as it was read.</summary>
/// <param name="Name">As it is named on the command line and in the mapping.</param>
/// <param name="Title">What to call it in prices that come from it: its file and content hash.</param>
internal sealed record Source(string Name, string Title, IReadOnlyList<SourceRow> Rows);
