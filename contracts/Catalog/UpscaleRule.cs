namespace Atelier.Contracts.Catalog;

/// <summary>What an upscaler does with the picture that it is given as its first frame.</summary>
public sealed record UpscaleRule
{
    /// <summary>How many times longer the edges become, more than 1: exactly, or, where <see cref="AnySize"/>, at most.</summary>
    public required double Scale { get; init; }

    /// <summary>Whether it makes the size that is asked for, up to <see cref="Scale"/>.</summary>
    public bool AnySize { get; init; }

    /// <summary>Longest edge of the picture that it takes, pixels; null: any.</summary>
    public int? MaxInputEdge { get; init; }

    /// <summary>Most pixels of the picture that it takes; null: any number.</summary>
    public long? MaxInputPixels { get; init; }
}
