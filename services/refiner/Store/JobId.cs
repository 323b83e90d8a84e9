using Atelier.Contracts;

namespace Atelier.Refiner.Store;

/// <summary>The same command twice is the same job. One attempt can be refined more than once: a promoted draft has another recipe or target.</summary>
internal static class JobId
{
    public static Guid Of(InspectAttempt command) => DeterministicId.From("inspect", command.AttemptId.ToString("N"));

    public static Guid Of(CompareOutputs command) => DeterministicId.From("compare", command.AttemptId.ToString("N"));

    public static Guid Of(RefineAsset command) =>
        DeterministicId.From("refine", command.AttemptId.ToString("N"), command.Recipe, $"{command.Target.Width}x{command.Target.Height}");
}
