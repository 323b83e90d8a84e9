using System.Text.Json.Serialization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>An accepted output at the upscaler that its recipe names: an attempt of its own kind, beside the tries of the stage.</summary>
internal sealed record Enlarging
{
    public required Guid AttemptId { get; init; }
    public required RouteDecision Decision { get; init; }
    public required EffectiveParameters Parameters { get; init; }
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>What it made; null while it is under way, and when it failed.</summary>
    public AssetRef? Output { get; init; }

    /// <summary>Why it made nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>What the vendor charged, as far as it was told.</summary>
    public Cost? Cost { get; init; }

    /// <summary>An operator's word on a charge that nobody told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Settlement? Settlement { get; init; }

    [JsonIgnore]
    public bool Underway => Output is null && Failure is null;

    /// <summary>The step of the recipe that the attempt in hand is refined by; null: there is none.</summary>
    public static UpscaleStep? Step(DeliverableState state, RoutingPolicy policy) =>
        policy.Catalog.Recipes.GetValueOrDefault(policy.Table.Tiers[state.LastAttempt!.Decision.Tier].Recipes[state.StageSpec.Medium][state.Spec.Grade])?.Upscale;

    /// <summary>What the upscaler is asked for, with why it cannot be; null where the output is as large as the target.</summary>
    public static Enlarging? Plan(DeliverableState state, UpscaleStep step, RoutingPolicy policy, DateTimeOffset now)
    {
        var (attempt, format, card) = (state.LastAttempt!, state.StageSpec.Format, policy.Catalog.Models.GetValueOrDefault(step.Model));
        var (width, height) = (attempt.Output!.Width ?? attempt.Parameters.Width, attempt.Output.Height ?? attempt.Parameters.Height);
        if (width >= format.Width && height >= format.Height)
            return null;
        var rule = card?.Upscale;
        var scale = rule is null ? 1 : rule.AnySize ? Math.Min(rule.Scale, Math.Max((double)format.Width / width, (double)format.Height / height)) : rule.Scale;
        return new Enlarging
        {
            AttemptId = DeterministicId.From("upscale", attempt.Id.ToString("N")),
            Decision = attempt.Decision with { Model = step.Model, Criterion = UpscaleStep.Criterion, Candidate = -1, PassedOver = null, InsteadOf = null },
            Parameters = new EffectiveParameters
            {
                Medium = Medium.Image, Prompt = attempt.Parameters.Prompt, NegativePrompt = card?.NegativePrompt is true ? attempt.Parameters.NegativePrompt : null,
                Seed = card is null or { Seed: SeedSupport.Absent } ? null : attempt.Parameters.Seed ?? Seeds.For(state.Spec, state.Id, state.Stage, attempt.Ordinal),
                Width = (int)Math.Ceiling(width * scale), Height = (int)Math.Ceiling(height * scale), References = [new Reference { Asset = attempt.Output, Role = Eligibility.FirstFrame }],
            },
            Deadline = now + step.Within,
            Failure = rule is null ? $"{step.Model} is no upscaler of the catalog"
                : Math.Max(width, height) > rule.MaxInputEdge || (long)width * height > rule.MaxInputPixels ? $"{step.Model} takes no picture of {width}x{height}"
                : null,
        };
    }
}
