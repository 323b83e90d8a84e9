using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Cli.Campaigns;

/// <summary>From a producer's order to the bodies of the line's HTTP API.</summary>
internal static class Requests
{
    /// <summary>The body of <c>PUT /v1/campaigns/{name}</c>.</summary>
    public static object Terms(CampaignOrder order) => new { order.SeedLock, order.Palette, order.ValueOfHourUsd, order.ReviewHourUsd, order.Budget, order.WorthUsd };

    /// <summary>The body of <c>POST /v1/deliverables</c>; keys are unique within the tenant, so the run and the campaign are part of them.</summary>
    public static object Deliverable(string run, string campaign, WantedDeliverable wanted) => new
    {
        Key = $"{run}/{campaign}/{wanted.Key}",
        Campaign = campaign,
        wanted.Grade,
        wanted.Review,
        wanted.Priority,
        Stages = new[] { Stage(wanted, null, wanted.Still, Medium.Image), Stage(wanted, null, wanted.Motion, Medium.Video) }
            .Concat(wanted.Motions.Select(motion => Stage(wanted, motion.Key, motion.Value, Medium.Video))).OfType<object>(),
    };

    private static object? Stage(WantedDeliverable wanted, string? name, WantedStage? stage, Medium medium) => stage is null ? null : new
    {
        Name = name,
        Medium = medium,
        stage.Category,
        Prompt = new { Text = stage.Prompt, stage.Template, Variables = stage.With },
        NegativePrompt = stage.Without,
        Seed = Seed(wanted.Seed),
        wanted.Format,
        stage.Guidance,
        stage.GuidanceStrength,
        Motion = stage.Camera is null && stage.Strength is null ? null : new { stage.Strength, stage.Camera },
        Duration = stage.Duration?.TotalSeconds,
    };

    private static object? Seed(string? seed) => seed switch
    {
        null or "random" => null,
        "locked" => new { Mode = SeedMode.Locked },
        _ => new { Mode = SeedMode.Fixed, Value = long.Parse(seed, CultureInfo.InvariantCulture) },
    };
}
