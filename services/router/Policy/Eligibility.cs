using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Policy;

/// <summary>Whether a model can take a stage at all.</summary>
internal static class Eligibility
{
    /// <summary>Why it cannot; null when it can.</summary>
    public static string? Obstacle(ModelCard card, DeliverableSpec spec, int stage, double scale)
    {
        var wanted = spec.Stages[stage];
        var startsFromStill = stage > 0;
        return true switch
        {
            _ when card.Medium != wanted.Medium => $"makes {card.Medium.ToString().ToLowerInvariant()}",
            _ when startsFromStill && card.FirstFrame is InputRule.Unsupported => "does not start from a picture",
            _ when !startsFromStill && card.FirstFrame is InputRule.Required => "needs a picture to start from",
            _ when wanted.Seed.Mode is not SeedMode.Random && card.Seed is SeedSupport.Absent => "takes no seed",
            _ when wanted.References.Count > card.References => $"takes {card.References} references, {wanted.References.Count} are given",
            _ when SizePlan.For(card.Sizes, wanted.Format.Width, wanted.Format.Height, scale) is null => $"makes no {wanted.Format.AspectRatio} large enough",
            _ when wanted.Duration is { } duration && !Makes(card.Durations, duration) => $"makes no clip of {duration.TotalSeconds:0.##} s",
            _ => null,
        };
    }

    private static bool Makes(DurationRule? rule, TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        return rule is not null && (rule.Only?.Contains(seconds) ?? (seconds >= rule.Min && seconds <= rule.Max));
    }
}
