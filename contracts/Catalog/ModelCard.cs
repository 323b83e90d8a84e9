namespace Atelier.Contracts.Catalog;

/// <summary>The part of a catalog/vendors/*.yaml that says what its models can do; how to call them is the generator's part.</summary>
public sealed record VendorModels
{
    /// <summary>The vendor's name; a model is known as <c>vendor/model</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>Its models by name.</summary>
    public required IReadOnlyDictionary<string, ModelCard> Models { get; init; }
}

/// <summary>What a model can do.</summary>
public sealed record ModelCard
{
    /// <summary>What it makes.</summary>
    public required Medium Medium { get; init; }

    /// <summary>What it is good for, for people.</summary>
    public string? About { get; init; }

    /// <summary>Whether it starts from a picture: for a video model, image-to-video.</summary>
    public InputRule FirstFrame { get; init; } = InputRule.Unsupported;

    /// <summary>What it makes of a seed.</summary>
    public required SeedSupport Seed { get; init; }

    /// <summary>The range of its guidance; null: it takes none.</summary>
    public NumberRange? Guidance { get; init; }

    /// <summary>Whether it takes a negative prompt.</summary>
    public bool NegativePrompt { get; init; }

    /// <summary>Whether it takes motion strength and camera moves.</summary>
    public bool Motion { get; init; }

    /// <summary>The range of its motion strength; null: 0 to 1 as it is asked.</summary>
    public NumberRange? MotionStrength { get; init; }

    /// <summary>The moves of <see cref="Catalog.CameraMoves"/> that it takes; null: the request's words go to it as they are.</summary>
    public IReadOnlyList<string>? CameraMoves { get; init; }

    /// <summary>How many reference pictures it takes beside a first frame.</summary>
    public int References { get; init; }

    /// <summary>What its references may be for: <c>subject</c>, <c>style</c>, <c>composition</c>; left out, all of them.</summary>
    public IReadOnlyList<string>? ReferenceRoles { get; init; }

    /// <summary>Whether it takes a weight with each reference.</summary>
    public bool ReferenceWeights { get; init; }

    /// <summary>What its references and first frame may be; null: as they are.</summary>
    public ReferenceLimits? ReferenceLimits { get; init; }

    /// <summary>The sizes it makes.</summary>
    public required SizeRule Sizes { get; init; }

    /// <summary>The running times it makes; required for video.</summary>
    public DurationRule? Durations { get; init; }

    /// <summary>What all of its calls are, as far as prices depend on it: its quality, mode, sound; null: nothing is known.</summary>
    public PriceTraits? PricedAs { get; init; }

    /// <summary>How it enlarges its first frame; null: it is no upscaler.</summary>
    public UpscaleRule? Upscale { get; init; }
}

/// <summary>Whether a model takes an input.</summary>
public enum InputRule
{
    /// <summary>It takes none.</summary>
    Unsupported,

    /// <summary>It may have one.</summary>
    Optional,

    /// <summary>It does not work without.</summary>
    Required,
}

/// <summary>What a model makes of a seed.</summary>
public enum SeedSupport
{
    /// <summary>It takes none.</summary>
    Absent,

    /// <summary>It takes one and promises nothing.</summary>
    Accepted,

    /// <summary>Same inputs, same output.</summary>
    Honoured,
}

/// <summary>A closed range, which a strength of 0 to 1 is mapped to: see <see cref="Calibration"/>.</summary>
public sealed record NumberRange
{
    /// <summary>Smallest value.</summary>
    public required double Min { get; init; }

    /// <summary>Largest value.</summary>
    public required double Max { get; init; }

    /// <summary>Where strengths between the ends lie; null: in a straight line.</summary>
    public IReadOnlyList<StrengthPoint>? Strength { get; init; }
}

/// <summary>The sizes that a model makes: a list, or every size within bounds.</summary>
public sealed record SizeRule
{
    /// <summary>Exact sizes as <c>1024x1024</c>; when given, nothing else counts.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Both edges are multiples of this many pixels.</summary>
    public int MultipleOf { get; init; } = 1;

    /// <summary>Shortest edge, pixels.</summary>
    public int MinEdge { get; init; } = 64;

    /// <summary>Longest edge, pixels.</summary>
    public int MaxEdge { get; init; } = 4096;
}

/// <summary>The running times that a model makes: a list of seconds, or every whole number of seconds within bounds.</summary>
public sealed record DurationRule
{
    /// <summary>Exact running times, seconds.</summary>
    public IReadOnlyList<double>? Only { get; init; }

    /// <summary>Shortest, seconds.</summary>
    public double Min { get; init; } = 1;

    /// <summary>Longest, seconds.</summary>
    public double Max { get; init; } = 10;
}
