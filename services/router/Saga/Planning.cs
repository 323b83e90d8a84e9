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
        var fitted = ControlFit.Of(card, spec);
        var (width, height) = SizePlan.For(card.Sizes, spec.Format.Width, spec.Format.Height, route.Scale)!.Value;
        return new EffectiveParameters
        {
            Medium = spec.Medium,
            Prompt = spec.Prompt.Text,
            NegativePrompt = fitted.NegativePrompt,
            Seed = card.Seed is SeedSupport.Absent ? null : SeedOf(state, ordinal),
            Guidance = fitted.Guidance,
            Width = width,
            Height = height,
            Duration = spec.Duration,
            Motion = fitted.Motion,
            References = [.. spec.References, .. FirstFrame(state)],
            Palette = state.Spec.Campaign.Palette,
            Dropped = fitted.Dropped,
            Mapped = fitted.Mapped,
        };
    }

    private static long SeedOf(DeliverableState state, int ordinal) => state.Current.Reviews is { Edits.Seed: { } edited } reviews
        ? ordinal == reviews.EditedFrom ? edited : Seeds.Derive($"{edited}", state.Spec.Key, state.Stage, ordinal)
        : Seeds.For(state.Spec, state.Id, state.Stage, ordinal);

    private static IEnumerable<Reference> FirstFrame(DeliverableState state) =>
        state.Spec.SourceOf(state.Stage) is { } source && state.Stages[source].Accepted?.Output is { } still ? [new Reference { Asset = still, Role = Eligibility.FirstFrame }] : [];
}
