namespace Atelier.Intake.Batches;

/// <summary>Section <c>Intake:Batches</c>.</summary>
internal sealed record BatchOptions
{
    public const string Section = "Intake:Batches";

    /// <summary>How many deliverables of one batch are on the line at once, 1 to 10,000: few enough that others get their turn, and that a pause stops soon.</summary>
    public int Window { get; init; } = 200;

    public static BatchOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<BatchOptions>() ?? new BatchOptions();
        return options.Window is >= 1 and <= 10_000 ? options
            : throw new InvalidOperationException($"{Section}:Window is {options.Window}: use 1 to 10000, or leave it out for 200.");
    }
}
