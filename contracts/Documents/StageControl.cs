namespace Atelier.Contracts;

/// <summary>
/// The controls that a model may lack and still make the stage: they are dropped, and recorded as dropped, unless the request requires
/// them. What shapes the deliverable itself (medium, format, size, duration, seed, references, first frame) is never dropped.
/// </summary>
public enum StageControl
{
    /// <summary>What to keep out.</summary>
    NegativePrompt,

    /// <summary>Guidance (CFG), at the very value that was asked for.</summary>
    Guidance,

    /// <summary>Motion strength and camera move.</summary>
    Motion,
}
