namespace Atelier.Contracts;

/// <summary>How a clip moves.</summary>
public sealed record Motion
{
    /// <summary>0 (still) to 1 (as much as the model gives); in <see cref="EffectiveParameters"/> on the model's own scale.</summary>
    public double? Strength { get; init; }

    /// <summary>Camera moves in words, as <c>slow push-in</c>: see <see cref="Catalog.CameraMoves"/>.</summary>
    public string? Camera { get; init; }
}
