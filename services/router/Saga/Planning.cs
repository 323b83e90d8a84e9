using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>Turns a stage's controls into what one model is really asked for, and notes what it cannot take.</summary>
internal static class Planning
{
    public static EffectiveParameters For(DeliverableState state, Route route, int ordinal)
    {
        var (spec, card) = (state.StageSpec, route.Card!);
        var dropped = new List<string>();
        var (width, height) = SizePlan.For(card.Sizes, spec.Format.Width, spec.Format.Height, route.Scale)!.Value;
        return new EffectiveParameters
        {
            Medium = spec.Medium,
            Prompt = spec.Prompt.Text,
            NegativePrompt = Keep(spec.NegativePrompt, card.NegativePrompt, "negativePrompt: the model takes none", dropped),
            Seed = card.Seed is SeedSupport.Absent ? null : Seeds.For(state.Spec, state.Id, state.Stage, ordinal),
            Guidance = Guidance(spec.Guidance, card.Guidance, dropped),
            Width = width,
            Height = height,
            Duration = spec.Duration,
            Motion = Keep(spec.Motion, card.Motion, "motion: the model takes none", dropped),
            References = [.. spec.References, .. FirstFrame(state)],
            Palette = state.Spec.Campaign.Palette,
            Dropped = dropped,
        };
    }

    private static IEnumerable<Reference> FirstFrame(DeliverableState state) =>
        state.Stage > 0 && state.Stages[state.Stage - 1].Attempts[^1].Output is { } still ? [new Reference { Asset = still, Role = "firstFrame" }] : [];

    private static T? Keep<T>(T? wanted, bool supported, string reason, List<string> dropped) where T : class
    {
        if (wanted is null || supported)
            return wanted;
        dropped.Add(reason);
        return null;
    }

    private static double? Guidance(double? wanted, NumberRange? range, List<string> dropped)
    {
        if (wanted is not { } value)
            return null;
        if (range is null)
        {
            dropped.Add("guidance: the model takes none");
            return null;
        }
        var kept = Math.Clamp(value, range.Min, range.Max);
        if (kept != value)
            dropped.Add($"guidance: {value:0.##} is outside the model's {range.Min:0.##} to {range.Max:0.##}, {kept:0.##} is asked");
        return kept;
    }
}
