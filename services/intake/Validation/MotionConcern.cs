using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>Only clips move, and by a known measure.</summary>
internal static class MotionConcern
{
    public const int LongestCamera = 200;

    public static Motion? Read(StageRequest stage, string path, Problems problems)
    {
        if (stage.Motion is not { } motion)
            return null;
        if (stage.Medium == Medium.Image)
            problems.Add($"{path}.motion", "motion for an image", "leave it out, or set medium to video");
        if (motion.Strength is { } strength && strength is not (>= 0 and <= 1))
            problems.Add($"{path}.motion.strength", strength.ToString(CultureInfo.InvariantCulture), "use 0 (still) to 1 (as much as the model gives)");
        if (motion.Camera is { } camera && (string.IsNullOrWhiteSpace(camera) || camera.Length > LongestCamera))
            problems.Add($"{path}.motion.camera", Problems.Show(camera), $"describe the move in 1 to {LongestCamera} characters, such as \"slow push-in\", or leave it out");
        else if (motion.Camera is { } words && CameraMoves.Of(words).Count == 0)
            problems.Add($"{path}.motion.camera", Problems.Show(words), $"name a move, in words or as one of {string.Join(", ", CameraMoves.All)}; or leave it out");
        return new Motion { Strength = motion.Strength, Camera = motion.Camera };
    }
}
