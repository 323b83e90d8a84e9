using System.Globalization;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>Guidance is a number that some model could mean, or a strength that any model can.</summary>
internal static class GuidanceConcern
{
    public const double Largest = 30;

    public static void Check(StageRequest stage, string path, Problems problems)
    {
        if (stage.GuidanceStrength is { } strength && strength is not (>= 0 and <= 1))
            problems.Add($"{path}.guidanceStrength", strength.ToString(CultureInfo.InvariantCulture), "use 0 (as little as the model gives) to 1 (as much)");
        if (stage is { Guidance: not null, GuidanceStrength: not null })
            problems.Add($"{path}.guidanceStrength", "guidance beside it", "give guidance on the model's own scale, or guidanceStrength from 0 to 1, not both");
        if (stage.Guidance is { } value && value is not (>= 0 and <= Largest))
            problems.Add($"{path}.guidance", value.ToString(CultureInfo.InvariantCulture), $"use 0 to {Largest} (the model's own scale is usually 1 to 20), or leave it to the model");
    }
}
