using Atelier.Contracts;
using Atelier.Intake.Catalog;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>The format is in the catalog; it becomes pixels by medium and grade.</summary>
internal static class FormatConcern
{
    public static OutputFormat? Resolve(StageRequest stage, Grade? grade, string path, FormatShelf formats, Problems problems)
    {
        if (stage.Format is { } name && formats.Names.Contains(name))
            return stage.Medium is { } medium && grade is { } g ? formats.Of(name, medium, g) : null;
        problems.Add($"{path}.format", Problems.Show(stage.Format), Choice.Of(stage.Format, formats.Names));
        return null;
    }
}
