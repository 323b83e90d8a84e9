namespace Atelier.Contracts;

/// <summary>What a model is really asked for, after planning: sizes it can make, a seed it was given.</summary>
public sealed record EffectiveParameters
{
    /// <summary>What the model makes.</summary>
    public required Medium Medium { get; init; }

    /// <summary>The expanded prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>What to keep out; null where none was asked or the model takes none.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>0 to 4,294,967,295; null only for a model that takes no seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Guidance on the model's own scale.</summary>
    public double? Guidance { get; init; }

    /// <summary>Width to ask for, pixels: times the recipe's scale it makes the target.</summary>
    public required int Width { get; init; }

    /// <summary>Height to ask for, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Running time, video only.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How a clip moves.</summary>
    public Motion? Motion { get; init; }

    /// <summary>Pictures to follow; for image-to-video the accepted still, with the role <c>firstFrame</c>.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>The campaign's reference colours.</summary>
    public IReadOnlyList<string> Palette { get; init; } = [];

    /// <summary>Controls that were asked for and that this model cannot take, each with its reason.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Controls that became the model's own, each in words, as <c>guidance: strength 0.5 is 5.5 of the model's 1 to 10</c>.</summary>
    public IReadOnlyList<string> Mapped { get; init; } = [];
}
