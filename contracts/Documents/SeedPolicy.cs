namespace Atelier.Contracts;

/// <summary>Where the seeds of a stage's attempts come from.</summary>
public enum SeedMode
{
    /// <summary>Derived from the deliverable's id: fresh for each deliverable and attempt, recorded all the same.</summary>
    Random,

    /// <summary>The given value for the first attempt; later attempts derive theirs from it (see <c>Seeds</c> in the router).</summary>
    Fixed,

    /// <summary>Derived from the campaign's seed lock; only models that take a seed are eligible.</summary>
    Locked,
}

/// <summary>The seed policy of a stage.</summary>
public sealed record SeedPolicy
{
    /// <summary>Where seeds come from.</summary>
    public required SeedMode Mode { get; init; }

    /// <summary>The seed, for <see cref="SeedMode.Fixed"/>: 0 to 4,294,967,295.</summary>
    public long? Value { get; init; }
}
