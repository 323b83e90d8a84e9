namespace Atelier.Contracts;

/// <summary>What was asked for, after validation: nothing in it needs looking up.</summary>
public sealed record DeliverableSpec
{
    /// <summary>The client's own key, unique within the tenant: asking twice with one key asks once.</summary>
    public required string Key { get; init; }

    /// <summary>What it is for.</summary>
    public required Grade Grade { get; init; }

    /// <summary>What goes first among the tenant's own when a tier is busy.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>The campaign's terms as they stood when the request was accepted.</summary>
    public required CampaignTerms Campaign { get; init; }

    /// <summary>One stage for an image or a clip; a still and then the motions that begin with it, for image-to-video.</summary>
    public required IReadOnlyList<StageSpec> Stages { get; init; }

    /// <summary>The draft that this is the delivery of; null: it was asked for as it is.</summary>
    public Guid? PromotedFrom { get; init; }

    /// <summary>The stage, from 0, whose accepted output a stage begins with: the one it names, otherwise the one before it; null for the first.</summary>
    /// <param name="stage">A stage, from 0.</param>
    public int? SourceOf(int stage) => stage == 0 ? null : Stages[stage].From is not { } name ? stage - 1 : Stages.Take(stage).ToList().FindIndex(earlier => earlier.Name == name) is >= 0 and var source ? source : null;

    /// <summary>The stages, from 0, that begin with the output of a stage, directly or by way of others.</summary>
    /// <param name="stage">A stage, from 0.</param>
    public IReadOnlyList<int> DependentsOf(int stage)
    {
        var found = new List<int>();
        for (var later = stage + 1; later < Stages.Count; later++)
        {
            if (SourceOf(later) is { } source && (source == stage || found.Contains(source)))
                found.Add(later);
        }
        return found;
    }

    /// <summary>What this deliverable is worth, micro-dollars; null: what its campaign says.</summary>
    public long? WorthMicros { get; init; }

    /// <summary>That persons look at it; null leaves that to the routing table.</summary>
    public ReviewWish? Review { get; init; }
}
