using System.Globalization;
using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>Only clips have a running time; one that is not asked for is five seconds, what most models make.</summary>
internal static class DurationConcern
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static TimeSpan? Read(StageRequest stage, string path, Problems problems)
    {
        if (stage.Duration is { } duration)
        {
            var found = duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            if (stage.Medium == Medium.Image)
                problems.Add($"{path}.duration", $"{found} s for an image", "leave it out, or set medium to video");
            else if (duration < Shortest || duration > Longest)
                problems.Add($"{path}.duration", $"{found} s", $"use {Shortest.TotalSeconds} to {Longest.TotalSeconds} seconds");
        }
        return stage.Medium == Medium.Video ? stage.Duration ?? Usual : null;
    }
}
