namespace Atelier.Contracts;

/// <summary>What a piece of media should be.</summary>
public sealed record Expectation
{
    /// <summary>The kind of media.</summary>
    public required Medium Medium { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Running time; video only.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Reference colours (<c>#rrggbb</c>); empty for none.</summary>
    public IReadOnlyList<string> Palette { get; init; } = [];
}
