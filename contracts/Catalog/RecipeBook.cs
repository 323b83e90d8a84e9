namespace Atelier.Contracts.Catalog;

/// <summary>catalog/recipes.yaml: how accepted outputs become files to deliver.</summary>
public sealed record RecipeBook
{
    /// <summary>Recipes by name.</summary>
    public required IReadOnlyDictionary<string, Recipe> Recipes { get; init; }
}

/// <summary>One way from an accepted output to a refined file. The steps run in the order of these fields.</summary>
public sealed record Recipe
{
    /// <summary>What it refines.</summary>
    public required Medium Medium { get; init; }

    /// <summary>How many times larger the refined file is than what the model is asked for; at least 1.</summary>
    public required double Scale { get; init; }

    /// <summary>A model that enlarges the accepted output first; null: the refiner's own upscale makes all of the target. Pictures only.</summary>
    public UpscaleStep? Upscale { get; init; }

    /// <summary>Denoising before the upscale, 0 (none) to 10.</summary>
    public double Denoise { get; init; }

    /// <summary>Sharpening after the upscale, 0 (none) to 2.</summary>
    public double Sharpen { get; init; }

    /// <summary>How it is written.</summary>
    public required Encoding Encode { get; init; }

    /// <summary>Longest edge of the preview, pixels.</summary>
    public int PreviewEdge { get; init; } = 320;
}

/// <summary>How a file is written.</summary>
public sealed record Encoding
{
    /// <summary>The file format.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>1 to 100 for JPEG and WebP (larger is better); the CRF, 0 to 51 (smaller is better), for H.264; not for PNG.</summary>
    public int? Quality { get; init; }
}

/// <summary>The file formats that are delivered.</summary>
public enum FileFormat
{
    /// <summary>PNG image.</summary>
    Png,

    /// <summary>JPEG image.</summary>
    Jpeg,

    /// <summary>WebP image.</summary>
    WebP,

    /// <summary>H.264 in MP4, index first.</summary>
    Mp4,
}
