using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>The seed's mode and value agree. Whether a locked one has a lock is the campaign's concern.</summary>
internal static class SeedConcern
{
    public const long Largest = uint.MaxValue;

    public static SeedPolicy Read(SeedRequest? seed, string path, Problems problems)
    {
        if (seed is null)
            return new SeedPolicy { Mode = SeedMode.Random };
        var mode = seed.Mode ?? (seed.Value is null ? SeedMode.Random : SeedMode.Fixed);
        if (mode == SeedMode.Fixed && seed.Value is null)
            problems.Add($"{path}.value", "nothing", $"give the fixed seed, 0 to {Largest}");
        if (mode != SeedMode.Fixed && seed.Value is { } contradicting)
            problems.Add($"{path}.value", $"{contradicting}", mode == SeedMode.Random
                ? "leave it out of a random seed, or set mode to fixed"
                : "leave it out: a locked seed comes from the campaign's seedLock");
        else if (seed.Value is < 0 or > Largest)
            problems.Add($"{path}.value", $"{seed.Value}", $"use 0 to {Largest}");
        return new SeedPolicy { Mode = mode, Value = mode == SeedMode.Fixed ? seed.Value : null };
    }
}
