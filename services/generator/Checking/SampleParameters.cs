using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Generator.Checking;

/// <summary>What a model is asked for in a check: the least of what it can do, and then each control once, to see whether it arrives.</summary>
internal static class SampleParameters
{
    /// <summary>Braces, quotes and letters beyond ASCII must arrive as they are.</summary>
    public const string Prompt = "a lighthouse at dusk, {brace} \"quoted\" \\ café";

    private const int UsualEdge = 1024;

    /// <summary>The least that the model makes do with.</summary>
    public static EffectiveParameters Least(ModelCard card, AssetRef picture)
    {
        var (width, height) = Sizes(card.Sizes).First();
        return new EffectiveParameters
        {
            Medium = card.Medium,
            Prompt = Prompt,
            Width = width,
            Height = height,
            Seed = card.Seed == SeedSupport.Absent ? null : 7,
            Duration = card.Durations is { } durations ? TimeSpan.FromSeconds(Durations(durations).First()) : null,
            References = card.FirstFrame == InputRule.Required ? [First(picture)] : [],
        };
    }

    /// <summary>An ordinary output of it, to say what one costs.</summary>
    public static EffectiveParameters Usual(ModelCard card)
    {
        var (width, height) = Sizes(card.Sizes).First();
        return Cheapest(card) with { Width = width, Height = height };
    }

    /// <summary>The smallest and shortest that it makes, of an ordinary prompt.</summary>
    public static EffectiveParameters Cheapest(ModelCard card)
    {
        var (width, height) = card.Sizes.Only is null ? Edge(card.Sizes) : Sizes(card.Sizes).MinBy(size => (long)size.Width * size.Height);
        return new EffectiveParameters
        {
            Medium = card.Medium,
            Prompt = "a lighthouse at dusk",
            Width = width,
            Height = height,
            Seed = card.Seed == SeedSupport.Absent ? null : 7,
            Duration = card.Durations is { } durations ? TimeSpan.FromSeconds(Durations(durations).Min()) : null,
        };
    }

    public static EffectiveParameters WithFirstFrame(EffectiveParameters parameters, AssetRef picture) => parameters with { References = [First(picture)] };

    /// <summary>With pictures, where the model takes some.</summary>
    public static EffectiveParameters WithPictures(EffectiveParameters least, ModelCard card, AssetRef picture) =>
        least with { References = card.References > 0 ? [.. least.References, Other(card, picture)] : [First(picture)] };

    /// <summary>The same with one control changed each, by the field of the document that says the model takes it.</summary>
    public static IEnumerable<(string Field, EffectiveParameters Changed)> Controls(EffectiveParameters least, ModelCard card, AssetRef picture)
    {
        if (card.Seed != SeedSupport.Absent) yield return ("seed", least with { Seed = 8 });
        if (card.Guidance is { } guidance) yield return ("guidance", least with { Guidance = guidance.Max });
        if (card.NegativePrompt) yield return ("negativePrompt", least with { NegativePrompt = "fog" });
        if (card.Motion) yield return ("motion", least with { Motion = new Motion { Strength = card.MotionStrength?.Max ?? 1, Camera = card.CameraMoves is [var move, ..] ? move : "push in" } });
        if (card.References > 0) yield return ("references", least with { References = [.. least.References, Other(card, picture)] });
        if (card.FirstFrame == InputRule.Optional) yield return ("firstFrame", least with { References = [First(picture)] });
        if (Sizes(card.Sizes).Skip(1).FirstOrDefault() is { Width: > 0 } other) yield return ("sizes", least with { Width = other.Width, Height = other.Height });
        if (card.Durations is { } durations && Durations(durations).Skip(1).FirstOrDefault() is > 0 and var longer) yield return ("durations", least with { Duration = TimeSpan.FromSeconds(longer) });
    }

    private static Reference First(AssetRef picture) => new() { Asset = picture, Role = "firstFrame" };

    private static Reference Other(ModelCard card, AssetRef picture) => new() { Asset = picture, Role = card.ReferenceRoles is [var role, ..] ? role : "subject" };

    private static IEnumerable<(int Width, int Height)> Sizes(SizeRule rule)
    {
        if (rule.Only is { } only)
            return only.Select(size => size.Split('x')).Select(edges => (int.Parse(edges[0], null), int.Parse(edges[1], null)));
        var edge = Step(Math.Clamp(UsualEdge, rule.MinEdge, rule.MaxEdge));
        var other = Step(Math.Clamp(edge / 2, rule.MinEdge, rule.MaxEdge));
        return other == edge ? [(edge, edge)] : [(edge, edge), (edge, other)];

        int Step(int pixels) => pixels / rule.MultipleOf * rule.MultipleOf is var down && down >= rule.MinEdge ? down : (pixels / rule.MultipleOf + 1) * rule.MultipleOf;
    }

    /// <summary>A square of the least edge, but none so small that models make nothing of it.</summary>
    private static (int Width, int Height) Edge(SizeRule rule)
    {
        var edge = Math.Clamp(512, rule.MinEdge, rule.MaxEdge);
        edge = (edge + rule.MultipleOf - 1) / rule.MultipleOf * rule.MultipleOf;
        return (edge, edge);
    }

    private static IEnumerable<double> Durations(DurationRule rule) => rule.Only ?? [rule.Min, rule.Max];
}
