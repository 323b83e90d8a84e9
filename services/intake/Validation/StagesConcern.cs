using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>How stages follow each other: one of either medium, or a still and then the clips that set it in motion.</summary>
internal static partial class StagesConcern
{
    public const int Most = 6;

    public static string NameOf(StageRequest stage) => stage.Name ?? (stage.Medium == Medium.Video ? "motion" : "still");

    public static void Check(IReadOnlyList<StageRequest?>? stages, Problems problems)
    {
        if (stages is not { Count: > 0 })
        {
            problems.Add("stages", stages is null ? "nothing" : "an empty list", "give one stage, or a still and then the motions that begin with it");
            return;
        }
        if (stages.Count > Most)
            problems.Add("stages", $"{stages.Count} stages", $"give at most {Most}: a still and then up to {Most - 1} motions that begin with it");
        for (var i = 0; i < Math.Min(stages.Count, Most); i++)
            CheckOne(stages[i], i, problems);
        if (stages[0] is { } first)
        {
            if (first.From is not null)
                problems.Add("stages[0].from", Problems.Show(first.From), "leave it out: nothing comes before the first stage; to begin with a picture that you have, give it as a reference with the role firstFrame");
            for (var i = 1; i < Math.Min(stages.Count, Most); i++)
                CheckChain(stages, first, stages[i], i, problems);
        }
    }

    /// <summary>The name of the stage that a stage begins with: the still, for all that come after it.</summary>
    public static string? SourceOf(IReadOnlyList<StageRequest?> stages, int index) => index == 0 || stages[0] is not { } first ? null : NameOf(first);

    private static void CheckOne(StageRequest? stage, int index, Problems problems)
    {
        if (stage is null)
            return; // already a problem of its type
        if (stage.Medium is null)
            problems.Add($"stages[{index}].medium", "nothing", "say image or video");
        if (stage.Name is { } name && !Names().IsMatch(name))
            problems.Add($"stages[{index}].name", Problems.Show(name), "use up to 40 lower-case letters, digits and hyphens, or leave it out");
    }

    private static void CheckChain(IReadOnlyList<StageRequest?> stages, StageRequest first, StageRequest? stage, int index, Problems problems)
    {
        if (stage is null)
            return; // already a problem of its type
        if ((first.Medium, stage.Medium) is ({ } a, { } b) && (a, b) != (Medium.Image, Medium.Video))
            problems.Add("stages", $"{Word(a)} and then {Word(b)}", "several stages are an image and then videos that set it in motion; ask for anything else as deliverables of their own");
        else if (first.Format is not null && stage.Format is not null && first.Format != stage.Format)
            problems.Add($"stages[{index}].format", Problems.Show(stage.Format), $"use \"{first.Format}\" as the still does: the clip begins with it");
        if (stages.Take(index).OfType<StageRequest>().Any(earlier => NameOf(earlier) == NameOf(stage)))
            problems.Add($"stages[{index}].name", Problems.Show(NameOf(stage)), "give each stage a name of its own");
        if (stage.From is { } from && from != NameOf(first))
            problems.Add($"stages[{index}].from", Problems.Show(from), $"say \"{NameOf(first)}\" or leave it out: a clip begins with the still");
    }

    private static string Word(Medium medium) => medium == Medium.Image ? "an image" : "a video";

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Names();
}
