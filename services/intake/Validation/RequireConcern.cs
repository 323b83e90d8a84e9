using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>What is required is given: a control that nobody asked for cannot be dropped.</summary>
internal static class RequireConcern
{
    public static void Check(StageRequest stage, string? negativePrompt, string path, Problems problems)
    {
        foreach (var control in (stage.Require ?? []).Distinct().Where(control => !IsGiven(control)))
        {
            var name = AtelierJson.NameOf(control);
            problems.Add($"{path}.require", $"{name}, which is not asked for", $"give {name}, or leave it out of require");
        }

        bool IsGiven(StageControl control) => control switch
        {
            StageControl.NegativePrompt => negativePrompt is not null,
            StageControl.Guidance => stage.Guidance is not null || stage.GuidanceStrength is not null,
            _ => stage.Motion is not null,
        };
    }
}
