using Atelier.Contracts;

namespace Atelier.Intake.Requests;

/// <summary>What a client sends. Everything may be missing here: what must be there is for the validation to say, with a remedy.</summary>
internal sealed record DeliverableRequest
{
    public string? Key { get; init; }

    public string? Campaign { get; init; }

    public Grade? Grade { get; init; }

    /// <summary>By default normal; in a batch low.</summary>
    public Priority? Priority { get; init; }

    public IReadOnlyList<StageRequest>? Stages { get; init; }

    /// <summary>That persons look at what the gate has accepted; by default that is for the routing table to say.</summary>
    public ReviewWish? Review { get; init; }

    /// <summary>What it is worth, US dollars; by default what its campaign says.</summary>
    public decimal? WorthUsd { get; init; }
}

internal sealed record StageRequest
{
    /// <summary>By default <c>still</c> for an image and <c>motion</c> for a video.</summary>
    public string? Name { get; init; }

    public Medium? Medium { get; init; }

    /// <summary>The stage before it whose accepted output it begins with; by default the still.</summary>
    public string? From { get; init; }

    public string? Category { get; init; }

    public PromptRequest? Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public SeedRequest? Seed { get; init; }

    /// <summary>A format of catalog/formats.yaml.</summary>
    public string? Format { get; init; }

    /// <summary>On the model's own scale.</summary>
    public double? Guidance { get; init; }

    /// <summary>0 to 1, the same for every model; instead of guidance.</summary>
    public double? GuidanceStrength { get; init; }

    public MotionRequest? Motion { get; init; }

    public IReadOnlyList<ReferenceRequest>? References { get; init; }

    /// <summary>Seconds as a number, or text such as <c>5s</c>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Controls that must not be dropped where a model lacks them.</summary>
    public IReadOnlyList<StageControl>? Require { get; init; }
}

/// <summary>Either a text, or a template (<c>name</c> for its newest version, or <c>name@2</c>) with variables.</summary>
internal sealed record PromptRequest
{
    public string? Text { get; init; }

    public string? Template { get; init; }

    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}

internal sealed record SeedRequest
{
    public SeedMode? Mode { get; init; }

    public long? Value { get; init; }
}

internal sealed record MotionRequest
{
    public double? Strength { get; init; }

    public string? Camera { get; init; }
}

/// <summary>Either an address to fetch, or the SHA-256 of an asset that the tenant already has.</summary>
internal sealed record ReferenceRequest
{
    public string? Url { get; init; }

    public string? Asset { get; init; }

    public string? Role { get; init; }

    public double? Weight { get; init; }
}
