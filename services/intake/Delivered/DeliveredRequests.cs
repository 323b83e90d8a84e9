using Atelier.Contracts;

namespace Atelier.Intake.Delivered;

/// <summary>Make a delivered stage better.</summary>
internal sealed record RegenerateRequest
{
    /// <summary>The stage's name; may be left out where there is but one.</summary>
    public string? Stage { get; init; }

    public IReadOnlyList<ReasonRequest>? Reasons { get; init; }

    /// <summary>Whether the clips that begin with it are made again too.</summary>
    public bool? WithDependents { get; init; }
}

internal sealed record ReasonRequest
{
    public Defect? Defect { get; init; }

    public string? Detail { get; init; }
}

/// <summary>Run a stage's accepted attempt again.</summary>
internal sealed record ReproduceRequest
{
    /// <summary>The stage's name; may be left out where there is but one.</summary>
    public string? Stage { get; init; }
}

/// <summary>Make the delivery of a draft.</summary>
internal sealed record PromoteRequest
{
    /// <summary>The delivery's key; by default the draft's with <c>@delivery</c> behind it.</summary>
    public string? Key { get; init; }
}

/// <summary>Where to look for what becomes of it.</summary>
/// <param name="Id">The deliverable.</param>
/// <param name="Status">Its address.</param>
/// <param name="Revision">The revision that a regeneration leads to.</param>
/// <param name="Reproduction">The id under which a reproduction shows in the status.</param>
internal sealed record DeliveredView(Guid Id, string Status, int? Revision = null, Guid? Reproduction = null);
