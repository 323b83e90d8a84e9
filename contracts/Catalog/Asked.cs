namespace Atelier.Contracts.Catalog;

/// <summary>What a model is asked for, as far as its price depends on it.</summary>
public sealed record Asked
{
    private const decimal PixelsOfMegapixel = 1_000_000m;

    /// <summary>Width, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Running time, for a clip.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many pictures it is given, a first frame among them.</summary>
    public int References { get; init; }

    /// <summary>Millions of pixels of these; null: not all of their sizes are known.</summary>
    public decimal? ReferenceMegapixels { get; init; } = 0;

    /// <summary>What its calls always are, by the model's card.</summary>
    public PriceTraits Traits { get; init; } = PriceTraits.Unknown;

    /// <summary>Millions of pixels of what it makes.</summary>
    public decimal Megapixels => Width * (decimal)Height / PixelsOfMegapixel;

    /// <summary>What an attempt asks for.</summary>
    /// <param name="parameters">The attempt's.</param>
    /// <param name="card">Its model's; null where the catalog has it no more.</param>
    public static Asked For(EffectiveParameters parameters, ModelCard? card) => new()
    {
        Width = parameters.Width, Height = parameters.Height, Duration = parameters.Duration, References = parameters.References.Count,
        ReferenceMegapixels = Pixels(parameters.References), Traits = card?.PricedAs ?? PriceTraits.Unknown,
    };

    /// <summary>What an attempt at a stage would ask for.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="card">The model's.</param>
    /// <param name="width">Width that it is asked for, pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="afterStill">Whether an accepted still comes before it, which it is given.</param>
    public static Asked For(StageSpec stage, ModelCard card, int width, int height, bool afterStill) => new()
    {
        Width = width, Height = height, Duration = stage.Duration, References = stage.References.Count + (afterStill ? 1 : 0),
        ReferenceMegapixels = afterStill ? null : Pixels(stage.References), Traits = card.PricedAs ?? PriceTraits.Unknown,
    };

    private static decimal? Pixels(IReadOnlyList<Reference> references)
    {
        var sum = 0m;
        foreach (var reference in references)
        {
            if (reference.Asset is not { Width: { } width, Height: { } height })
                return null;
            sum += width * (decimal)height / PixelsOfMegapixel;
        }
        return sum;
    }
}

/// <summary>What a price may depend on beside sizes and counts; null: not known.</summary>
public sealed record PriceTraits
{
    /// <summary>Nothing is known.</summary>
    public static PriceTraits Unknown { get; } = new();

    /// <summary>The vendor's name of the quality, as <c>high</c>.</summary>
    public string? Quality { get; init; }

    /// <summary>The vendor's name of the mode, as <c>pro</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether it has sound.</summary>
    public bool? Audio { get; init; }
}

/// <summary>The vendor's own figures of an attempt, from its answers.</summary>
public sealed record Usage
{
    /// <summary>How much of each unit it took.</summary>
    public IReadOnlyDictionary<PriceUnit, decimal> Units { get; init; } = new Dictionary<PriceUnit, decimal>();

    /// <summary>What it costs in US dollars, where the vendor says so.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Figures of two answers to one attempt; where both have one, the later counts.</summary>
    public static Usage? Both(Usage? earlier, Usage? later) => earlier is null || later is null ? later ?? earlier : new Usage
    {
        Units = new Dictionary<PriceUnit, decimal>([.. earlier.Units.Where(unit => !later.Units.ContainsKey(unit.Key)), .. later.Units]),
        Usd = later.Usd ?? earlier.Usd,
    };
}
