namespace Atelier.Contracts;

/// <summary>How a clip moves.</summary>
public sealed record Motion
{
    /// <summary>0 (still) to 1 (as much as the model gives).</summary>
    public double? Strength { get; init; }

    /// <summary>A camera move in words, as <c>slow push-in</c>.</summary>
    public string? Camera { get; init; }
}
