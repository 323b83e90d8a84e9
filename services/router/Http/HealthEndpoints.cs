using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Http;

/// <summary><c>/v1/routing/health</c>: which models have their turn, and what that rests on.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routing) =>
        routing.MapGet("/health", Get).AddEndpointFilter<OperatorsOnly>().WithSummary("How the models do in each category, by the rules of the routing table").Produces<HealthPage>().ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Get(HealthReader reader, string? category, string? model, CancellationToken ct) => Results.Ok(new HealthPage(
        [.. (await reader.View(ct)).Models
            .Where(health => (category is null || health.Category == category) && (model is null || health.Model == model))
            .SelectMany(health => health.Circuits().Select(one => CircuitView.Of(health, one.Criterion, one.Rule, one.Circuit)))]));
}

/// <summary>Every model that a rule has looked at, by category; bounded, as categories and models are.</summary>
internal sealed record HealthPage(IReadOnlyList<CircuitView> Items);

/// <summary>One model in one category, by one measure. Acceptance is a share from 0 to 1, latency the 95th percentile in seconds.</summary>
internal sealed record CircuitView
{
    public required string Category { get; init; }
    public required string Model { get; init; }

    /// <summary><c>acceptance</c> or <c>latency</c>.</summary>
    public required string Criterion { get; init; }

    public required CircuitState State { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Of its newest attempts, of its probes, or when it was passed over; missing before there are any.</summary>
    public double? Measured { get; init; }

    /// <summary>Of how many attempts.</summary>
    public required int Sample { get; init; }

    /// <summary>It is passed over beyond this.</summary>
    public required double Limit { get; init; }

    /// <summary>Probes that reach this bring it back.</summary>
    public required double Recover { get; init; }

    /// <summary>When it is probed; only while it is left alone.</summary>
    public DateTimeOffset? ProbedFrom { get; init; }

    /// <summary>How often it has changed.</summary>
    public required long Changes { get; init; }

    public static CircuitView Of(ModelHealth health, string criterion, CircuitRule rule, Circuit circuit) => new()
    {
        Category = health.Category, Model = health.Model, Criterion = criterion, State = circuit.State, Since = circuit.Since,
        Measured = Gauge.Measure(rule, circuit.Samples) ?? circuit.Ground?.Measured, Sample = circuit.Samples.Length > 0 ? circuit.Samples.Length : circuit.Ground?.Sample ?? 0,
        Limit = Gauge.Limit(rule), Recover = Gauge.Recovery(rule), ProbedFrom = circuit.State is CircuitState.Open ? circuit.Since + rule.Cooldown : null, Changes = circuit.Changes,
    };
}
