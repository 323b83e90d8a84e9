using Atelier.Contracts;

namespace Atelier.Intake.Validation;

/// <summary>A request that is right in itself; its campaign and its references are still to be looked up.</summary>
internal sealed record ValidRequest
{
    public required string Key { get; init; }

    public required string Campaign { get; init; }

    public required Grade Grade { get; init; }

    public Priority? Priority { get; init; }

    public required IReadOnlyList<StageSpec> Stages { get; init; }

    public required IReadOnlyList<WantedReference> References { get; init; }

    public ReviewWish? Review { get; init; }

    public long? WorthMicros { get; init; }

    /// <param name="terms">Its campaign's.</param>
    /// <param name="otherwise">Its priority, if it names none.</param>
    public DeliverableSpec Under(CampaignTerms terms, Priority otherwise) => new() { Key = Key, Grade = Grade, Priority = Priority ?? otherwise, Campaign = terms, Stages = Stages, Review = Review, WorthMicros = WorthMicros };
}

/// <summary>A reference that is still to be fetched or looked up: one of <see cref="Url"/> and <see cref="Asset"/>.</summary>
internal sealed record WantedReference
{
    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Where it stands in the request.</summary>
    public required string Path { get; init; }

    public Uri? Url { get; init; }

    public string? Asset { get; init; }

    public required string Role { get; init; }

    public required double Weight { get; init; }
}
