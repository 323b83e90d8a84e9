namespace Atelier.Contracts;

/// <summary>Controls of a stage as a reviewer wants them instead. They hold for the attempts that follow; what was asked for is not changed by them. Null leaves a control as it is.</summary>
public sealed record ControlEdits
{
    /// <summary>The words, instead of the expanded prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>What to keep out.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Guidance (CFG) on the model's own scale; not together with <see cref="GuidanceStrength"/>.</summary>
    public double? Guidance { get; init; }

    /// <summary>Guidance as a strength of 0 to 1, which each model's document maps to its own scale.</summary>
    public double? GuidanceStrength { get; init; }

    /// <summary>The seed of the next attempt, 0 to 4,294,967,295; later ones derive theirs from it, as from a fixed seed.</summary>
    public long? Seed { get; init; }

    /// <summary>How a clip moves.</summary>
    public Motion? Motion { get; init; }

    /// <summary>A stage with what a reviewer wants otherwise.</summary>
    public StageSpec Over(StageSpec stage) => stage with
    {
        Prompt = Prompt is { } text ? new Prompt { Text = text } : stage.Prompt,
        NegativePrompt = NegativePrompt ?? stage.NegativePrompt,
        Guidance = Guidance ?? (GuidanceStrength is null ? stage.Guidance : null), // one of the two, and the newer word
        GuidanceStrength = GuidanceStrength ?? (Guidance is null ? stage.GuidanceStrength : null),
        Motion = Motion ?? stage.Motion,
        Seed = Seed is { } seed ? new SeedPolicy { Mode = SeedMode.Fixed, Value = seed } : stage.Seed,
    };
}
