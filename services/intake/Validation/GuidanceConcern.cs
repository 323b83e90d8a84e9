using System.Globalization;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>Guidance is a number that some model could mean.</summary>
internal static class GuidanceConcern
{
    public const double Largest = 30;

    public static void Check(double? guidance, string path, Problems problems)
    {
        if (guidance is { } value && value is not (>= 0 and <= Largest))
            problems.Add(path, value.ToString(CultureInfo.InvariantCulture), $"use 0 to {Largest} (the model's own scale is usually 1 to 20), or leave it to the model");
    }
}
