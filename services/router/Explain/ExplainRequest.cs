using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Router.Explain;

/// <summary>
/// The part of a deliverable request that routing looks at: the same body as for <c>POST /v1/deliverables</c>, of which prompts, keys and
/// campaigns are passed over.
/// </summary>
internal sealed record ExplainRequest
{
    public Grade? Grade { get; init; }

    public IReadOnlyList<ExplainStage>? Stages { get; init; }

    public ReviewWish? Review { get; init; }

    /// <summary>What it is worth, US dollars: attempts that are not worth it are not made.</summary>
    public decimal? WorthUsd { get; init; }

    /// <summary>Reads a body; a misfit is a problem with its path.</summary>
    public static ExplainRequest? Read(JsonNode? body, List<RequestProblem> problems)
    {
        try
        {
            return body.Deserialize<ExplainRequest>(AtelierJson.Options);
        }
        catch (JsonException error)
        {
            problems.Add(new RequestProblem { Field = error.Path is { Length: > 2 } path ? path[2..] : "$", Found = "a value that does not fit", Remedy = "send it as for POST /v1/deliverables" });
            return null;
        }
    }
}

internal sealed record ExplainStage
{
    public string? Name { get; init; }

    public Medium? Medium { get; init; }

    public string? Category { get; init; }

    public string? Format { get; init; }

    public string? NegativePrompt { get; init; }

    public ExplainSeed? Seed { get; init; }

    public double? Guidance { get; init; }

    public double? GuidanceStrength { get; init; }

    public Motion? Motion { get; init; }

    public IReadOnlyList<ExplainReference>? References { get; init; }

    /// <summary>Seconds as a number, or text such as <c>5s</c>.</summary>
    public JsonNode? Duration { get; init; }

    public IReadOnlyList<StageControl>? Require { get; init; }

    public TimeSpan? Seconds => Duration switch
    {
        JsonValue value when value.TryGetValue<double>(out var seconds) && double.IsFinite(seconds) && Math.Abs(seconds) < 1e6 => TimeSpan.FromSeconds(seconds),
        JsonValue value when value.TryGetValue<string>(out var text) && text.EndsWith('s')
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6 => TimeSpan.FromSeconds(seconds),
        _ => null,
    };
}

internal sealed record ExplainSeed(SeedMode? Mode, long? Value);

internal sealed record ExplainReference(string? Role);
