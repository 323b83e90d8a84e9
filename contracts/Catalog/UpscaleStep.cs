namespace Atelier.Contracts.Catalog;

/// <summary>The first step of a recipe for pictures: a model enlarges the accepted output, and the recipe's other steps go on with what it made.</summary>
public sealed record UpscaleStep
{
    /// <summary>What <see cref="RouteDecision.Criterion"/> is where an output goes to such a model: paid, and no try of the stage.</summary>
    public const string Criterion = "refine:upscale";

    /// <summary>The upscaler, as <c>vendor/model</c>: one with <see cref="ModelCard.Upscale"/>.</summary>
    public required string Model { get; init; }

    /// <summary>How long it may take, its queue included.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What happens when it fails, may not be paid, or does not take the picture.</summary>
    public WithoutUpscaler Otherwise { get; init; } = WithoutUpscaler.Enlarge;
}

/// <summary>What becomes of an accepted output that no upscaler has enlarged.</summary>
public enum WithoutUpscaler
{
    /// <summary>The recipe's own upscale makes all of the target out of it.</summary>
    Enlarge,

    /// <summary>It counts as rejected, as one that could not be refined.</summary>
    Reject,
}
