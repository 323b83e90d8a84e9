namespace Atelier.Contracts;

/// <summary>What was asked for, after validation: nothing in it needs looking up.</summary>
public sealed record DeliverableSpec
{
    /// <summary>The client's own key, unique within the tenant: asking twice with one key asks once.</summary>
    public required string Key { get; init; }

    /// <summary>What it is for.</summary>
    public required Grade Grade { get; init; }

    /// <summary>The campaign's terms as they stood when the request was accepted.</summary>
    public required CampaignTerms Campaign { get; init; }

    /// <summary>One stage for an image, two for image-to-video; the accepted output of a stage is a reference of the next.</summary>
    public required IReadOnlyList<StageSpec> Stages { get; init; }
}
