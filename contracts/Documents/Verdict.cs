namespace Atelier.Contracts;

/// <summary>Whether an output is fit to deliver, and why not.</summary>
public sealed record Verdict
{
    /// <summary>True when nothing was found wrong.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Everything that was found wrong; empty when accepted.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>Who judged: <c>gate</c>, a judge's name, or a person.</summary>
    public required string Judge { get; init; }

    /// <summary>Content hash of the quality policy that was applied.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>What was measured, by measurement name.</summary>
    public IReadOnlyDictionary<string, double> Measurements { get; init; } = new Dictionary<string, double>();
}

/// <summary>One thing found wrong.</summary>
public sealed record VerdictReason
{
    /// <summary>The kind of defect.</summary>
    public required Defect Defect { get; init; }

    /// <summary>What was found and what was expected, in words.</summary>
    public required string Detail { get; init; }
}

/// <summary>The kinds of defect that a judge can find.</summary>
public enum Defect
{
    /// <summary>It cannot be decoded, or not to its end.</summary>
    Unreadable,

    /// <summary>Another kind of media than was asked for.</summary>
    WrongMedium,

    /// <summary>Nothing in it.</summary>
    Blank,

    /// <summary>Out of focus throughout.</summary>
    Blurred,

    /// <summary>Compression blocks.</summary>
    Blocky,

    /// <summary>Another aspect ratio than was asked for.</summary>
    WrongAspect,

    /// <summary>Far smaller than was asked for.</summary>
    TooSmall,

    /// <summary>Black frames.</summary>
    BlackFrames,

    /// <summary>Frames that stand still.</summary>
    FrozenFrames,

    /// <summary>Another running time than was asked for.</summary>
    WrongDuration,

    /// <summary>Far off the campaign's reference colours.</summary>
    ColourDrift,

    /// <summary>A person's or another judge's own reason: see the detail.</summary>
    Other,
}
