using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Batches;

/// <summary>
/// Many deliverables in one request: the stages that they share, and what is different in each, as a matrix or as rows. What the
/// stages leave open is filled by each row.
/// </summary>
internal sealed record BatchRequest
{
    public string? Key { get; init; }

    public string? Campaign { get; init; }

    public Grade? Grade { get; init; }

    /// <summary>Of every row; by default low, so that a single request goes before its tenant's own batches.</summary>
    public Priority? Priority { get; init; }

    public IReadOnlyList<StageRequest>? Stages { get; init; }

    /// <summary>That persons look at each.</summary>
    public ReviewWish? Review { get; init; }

    /// <summary>What each of them is worth, US dollars; by default what the campaign says.</summary>
    public decimal? WorthUsd { get; init; }

    public MatrixRequest? Matrix { get; init; }

    public IReadOnlyList<RowRequest>? Rows { get; init; }
}

/// <summary>Every template with every set of variables in every format.</summary>
internal sealed record MatrixRequest
{
    public IReadOnlyList<string>? Templates { get; init; }

    public IReadOnlyList<IReadOnlyDictionary<string, string>>? Variables { get; init; }

    public IReadOnlyList<string>? Formats { get; init; }
}

/// <summary>What is different in one deliverable.</summary>
internal sealed record RowRequest
{
    /// <summary>Its own part of the deliverable's key; by default the row's number.</summary>
    public string? Key { get; init; }

    public string? Template { get; init; }

    /// <summary>A text, where there is no template.</summary>
    public string? Prompt { get; init; }

    public string? Format { get; init; }

    public string? Category { get; init; }

    public Grade? Grade { get; init; }

    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
