using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>How stages follow each other: one of either medium, or a still that is then set in motion.</summary>
internal static partial class StagesConcern
{
    public const int Most = 2;

    public static string NameOf(StageRequest stage) => stage.Name ?? (stage.Medium == Medium.Video ? "motion" : "still");

    public static void Check(IReadOnlyList<StageRequest?>? stages, Problems problems)
    {
        if (stages is not { Count: > 0 })
        {
            problems.Add("stages", stages is null ? "nothing" : "an empty list", "give one stage, or a still and then a motion stage");
            return;
        }
        if (stages.Count > Most)
            problems.Add("stages", $"{stages.Count} stages", $"give at most {Most}: a still and then a motion stage");
        for (var i = 0; i < Math.Min(stages.Count, Most); i++)
            CheckOne(stages[i], i, problems);
        if (stages is [{ } first, { } second, ..])
            CheckChain(first, second, problems);
    }

    private static void CheckOne(StageRequest? stage, int index, Problems problems)
    {
        if (stage is null)
            return; // already a problem of its type
        if (stage.Medium is null)
            problems.Add($"stages[{index}].medium", "nothing", "say image or video");
        if (stage.Name is { } name && !Names().IsMatch(name))
            problems.Add($"stages[{index}].name", Problems.Show(name), "use up to 40 lower-case letters, digits and hyphens, or leave it out");
    }

    private static void CheckChain(StageRequest first, StageRequest second, Problems problems)
    {
        if ((first.Medium, second.Medium) is ({ } a, { } b) && (a, b) != (Medium.Image, Medium.Video))
            problems.Add("stages", $"{Word(a)} and then {Word(b)}", "two stages are an image and then a video that sets it in motion; ask for anything else as deliverables of their own");
        else if (first.Format is not null && second.Format is not null && first.Format != second.Format)
            problems.Add("stages[1].format", Problems.Show(second.Format), $"use \"{first.Format}\" as the still does: the clip begins with it");
        if (NameOf(first) == NameOf(second))
            problems.Add("stages[1].name", Problems.Show(NameOf(second)), "give each stage a name of its own");
    }

    private static string Word(Medium medium) => medium == Medium.Image ? "an image" : "a video";

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Names();
}
