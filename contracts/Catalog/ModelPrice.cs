using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>One model's price for a time: one charge (<see cref="Per"/>), several that add up (<see cref="Charges"/>), or why there is none.</summary>
public sealed record ModelPrice
{
    /// <summary>From when it holds, inclusive; null: always did.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, exclusive; null: no end is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The unit that is charged.</summary>
    public PriceUnit? Per { get; init; }

    /// <summary>US dollars a unit.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Credits a unit, instead of dollars.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The most units that one attempt can take, where nobody knows before it is made.</summary>
    public decimal? Most { get; init; }

    /// <summary>What adds up, where it is more than one charge or depends on something.</summary>
    public IReadOnlyList<PriceCharge> Charges { get; init; } = [];

    /// <summary>Why nothing is known of what it costs; then it has no charges.</summary>
    public string? Unpriced { get; init; }

    /// <summary>Failures that are charged all the same; the others are free.</summary>
    public IReadOnlyList<FailureKind> BilledFailures { get; init; } = [];

    /// <summary>Where the price is from, and when it was read there.</summary>
    public string? Source { get; init; }

    /// <summary>Everything that is charged, in either form.</summary>
    public IReadOnlyList<PriceCharge> AllCharges() => Per is { } per ? [new PriceCharge { Per = per, Usd = Usd, Credits = Credits, Most = Most }] : Charges;
}

/// <summary>One of the charges of an attempt.</summary>
public sealed record PriceCharge
{
    /// <summary>The unit.</summary>
    public required PriceUnit Per { get; init; }

    /// <summary>US dollars a unit.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Credits a unit, instead of dollars.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The most units that one attempt can take, where nobody knows before it is made.</summary>
    public decimal? Most { get; init; }

    /// <summary>When it is charged; null: always.</summary>
    public PriceCondition? When { get; init; }

    /// <summary>Where a unit's price depends on something: the first whose condition holds counts. Then no price stands beside them.</summary>
    public IReadOnlyList<PriceRate> Rates { get; init; } = [];

    /// <summary>Units are counted in steps of so many, rounded up; 0: exactly. By default megapixels are counted whole, all else exactly.</summary>
    public decimal? Step { get; init; }

    /// <summary>How many units are not charged.</summary>
    public decimal Free { get; init; }
}

/// <summary>A price of a unit under a condition.</summary>
public sealed record PriceRate
{
    /// <summary>When it counts; null: always.</summary>
    public PriceCondition? When { get; init; }

    /// <summary>US dollars a unit.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Credits a unit, instead of dollars.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The most units that one attempt can take then.</summary>
    public decimal? Most { get; init; }
}

/// <summary>What a price depends on; everything that is given must hold.</summary>
public sealed record PriceCondition
{
    /// <summary>Exact sizes, as <c>1024x1024</c>.</summary>
    public IReadOnlyList<string> Size { get; init; } = [];

    /// <summary>The largest resolution by the shorter edge, as <c>720p</c>; <c>4k</c> is 2160p.</summary>
    public string? Resolution { get; init; }

    /// <summary>Millions of pixels.</summary>
    public Bounds? Megapixels { get; init; }

    /// <summary>Running time, seconds.</summary>
    public Bounds? Duration { get; init; }

    /// <summary>How many pictures it is given, a first frame among them.</summary>
    public Bounds? References { get; init; }

    /// <summary>The vendor's names of the quality.</summary>
    public IReadOnlyList<string> Quality { get; init; } = [];

    /// <summary>The vendor's names of the mode.</summary>
    public IReadOnlyList<string> Mode { get; init; } = [];

    /// <summary>Whether it has sound.</summary>
    public bool? Audio { get; init; }

    /// <summary>The shorter edge that a name of a resolution stands for; null: it is no such name.</summary>
    public static int? EdgeOf(string resolution) => resolution is "4k" ? 2160
        : resolution.EndsWith('p') && int.TryParse(resolution.AsSpan(0, resolution.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var edge) ? edge : null;
}

/// <summary>A range, ends included; an end that is left out is open.</summary>
public sealed record Bounds
{
    /// <summary>Smallest.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest.</summary>
    public decimal? Max { get; init; }

    /// <summary>Whether a value lies within.</summary>
    public bool Hold(decimal value) => !(value < Min) && !(value > Max);
}

/// <summary>The units that vendors charge by.</summary>
public enum PriceUnit
{
    /// <summary>A picture of any size.</summary>
    Image,

    /// <summary>A million pixels of output; by default rounded up to the next whole million.</summary>
    Megapixel,

    /// <summary>A second of running time of what is made.</summary>
    Second,

    /// <summary>A second of a machine at the vendor, as its answer tells.</summary>
    GpuSecond,

    /// <summary>A second from submission to output, as measured here: for hardware of one's own.</summary>
    ElapsedSecond,

    /// <summary>A picture that is given, a first frame among them.</summary>
    Reference,

    /// <summary>A million pixels of pictures that are given.</summary>
    ReferenceMegapixel,

    /// <summary>A token of what is given, of any kind.</summary>
    InputToken,

    /// <summary>A token of text that is given.</summary>
    InputTextToken,

    /// <summary>A token of pictures that are given.</summary>
    InputImageToken,

    /// <summary>A token of what is made, of any kind.</summary>
    OutputToken,

    /// <summary>A token of text that is made, thoughts among it.</summary>
    OutputTextToken,

    /// <summary>A token of a picture that is made.</summary>
    OutputImageToken,

    /// <summary>A token of a clip that is made.</summary>
    OutputVideoToken,

    /// <summary>A credit of the vendor, as its answer tells.</summary>
    Credit,
}
