using Atelier.Contracts;
using Atelier.Platform.Catalog;
using Atelier.Refiner.Inspection.Probes;

namespace Atelier.Refiner.Inspection;

/// <summary>catalog/quality.yaml: what the gate lets pass.</summary>
internal sealed record QualityPolicy
{
    /// <summary>Limits for still pictures.</summary>
    public required MediumPolicy Image { get; init; }

    /// <summary>Limits for clips.</summary>
    public required MediumPolicy Video { get; init; }

    public MediumPolicy For(Medium medium) => medium == Medium.Video ? Video : Image;

    /// <summary>Reads the document and checks every limit against its bounds.</summary>
    /// <exception cref="CatalogException">Names the limit and the bounds.</exception>
    public static CatalogDocument<QualityPolicy> Load(string path)
    {
        var document = CatalogLoader.Load<QualityPolicy>(path);
        Check(document, "image", document.Value.Image);
        Check(document, "video", document.Value.Video);
        return document;
    }

    private static void Check(CatalogDocument<QualityPolicy> document, string medium, MediumPolicy policy)
    {
        foreach (var (field, value, min, max) in policy.Bounds())
        {
            if (value < min || value > max) throw document.Error($"{medium}.{field}", $"a number from {min} to {max}");
        }
    }
}

/// <summary>The limits of one medium; a probe whose limits are left out does not judge it.</summary>
internal sealed record MediumPolicy
{
    public AspectLimits? Aspect { get; init; }

    public SizeLimits? Size { get; init; }

    public DurationLimits? Duration { get; init; }

    public BlankLimits? Blank { get; init; }

    public BlurLimits? Blur { get; init; }

    public BlockLimits? Block { get; init; }

    public BlackLimits? Black { get; init; }

    public FrozenLimits? Frozen { get; init; }

    public ColourLimits? Colour { get; init; }

    /// <summary>Every limit that is given, with its bounds.</summary>
    public IEnumerable<(string Field, double Value, double Min, double Max)> Bounds()
    {
        if (Aspect is not null) yield return ("aspect.maxFactor", Aspect.MaxFactor, 1, 4);
        if (Size is not null) yield return ("size.minScale", Size.MinScale, 0, 1);
        if (Duration is not null) yield return ("duration.maxOffShare", Duration.MaxOffShare, 0, 10);
        if (Duration is not null) yield return ("duration.maxOff", Duration.MaxOff.TotalSeconds, 0, 60);
        if (Blank is not null) yield return ("blank.minSpread", Blank.MinSpread, 0, 255);
        if (Blur is not null) yield return ("blur.minSharpness", Blur.MinSharpness, 0, 1);
        if (Block is not null) yield return ("block.maxGrid", Block.MaxGrid, 1, 100);
        if (Black is not null) yield return ("black.maxShare", Black.MaxShare, 0, 1);
        if (Black is not null) yield return ("black.maxRun", Black.MaxRun.TotalSeconds, 0, 60);
        if (Frozen is not null) yield return ("frozen.maxRun", Frozen.MaxRun.TotalSeconds, 0, 60);
        if (Frozen is not null) yield return ("frozen.maxShare", Frozen.MaxShare, 0, 1);
        if (Colour is not null) yield return ("colour.maxDrift", Colour.MaxDrift, 0, 1);
    }
}
