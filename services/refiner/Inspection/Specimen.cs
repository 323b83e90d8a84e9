namespace Atelier.Refiner.Inspection;

/// <summary>A piece of media laid out for measuring: what its file says about itself, and pixels.</summary>
internal sealed record Specimen
{
    /// <summary>Media type by signature; null when it is no media that Atelier knows.</summary>
    public string? MediaType { get; init; }

    /// <summary>Pixels, as the file declares; null where it does not.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, as the file declares; null where it does not.</summary>
    public int? Height { get; init; }

    /// <summary>Running time as the file declares; null for images.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Why it could not be decoded, or not to its end; null when it could.</summary>
    public string? Complaint { get; init; }

    /// <summary>The whole picture made small; for clips at an even pace. Empty unless it was decoded to its end.</summary>
    public IReadOnlyList<Frame> Frames { get; init; } = [];

    /// <summary>The middle of each frame at its own size, from a multiple of 16 pixels: where compression leaves its grid.</summary>
    public IReadOnlyList<Frame> Crops { get; init; } = [];

    /// <summary>Time from one of <see cref="Frames"/> to the next; zero for images.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Up to <paramref name="count"/> frames, evenly spread and none of them black (unless all are).</summary>
    public IReadOnlyList<Frame> Typical(int count)
    {
        var lit = Frames.Where(f => !Pixels.IsBlack(f)).ToList();
        if (lit.Count == 0) lit = [.. Frames];
        if (lit.Count <= count) return lit;
        return [.. Enumerable.Range(0, count).Select(i => lit[(int)((i + 0.5) * lit.Count / count)])];
    }
}
