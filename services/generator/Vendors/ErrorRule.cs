namespace Atelier.Generator.Vendors;

/// <summary>What an answer means. Every condition that is given must hold.</summary>
internal sealed record ErrorRule
{
    public IReadOnlyList<CallStep> On { get; init; } = [];

    public IReadOnlyList<int> Status { get; init; } = [];

    /// <summary>Names of the vendor's job states.</summary>
    public IReadOnlyList<string> State { get; init; } = [];

    /// <summary>A JSON Pointer; without it <see cref="Matches"/> looks at the whole body.</summary>
    public string? At { get; init; }

    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>A regular expression, without regard to case.</summary>
    public string? Matches { get; init; }

    public required Meaning Means { get; init; }

    /// <summary>Whether this failure is charged; left out, as the price book bills failures of its kind.</summary>
    public Charged? Charged { get; init; }
}

/// <summary>What a vendor says of whether a failure is charged.</summary>
internal enum Charged
{
    Never,
    InFull,

    /// <summary>It does not say: the cost is unpriced.</summary>
    Unknown,
}

internal enum CallStep { Upload, Submit, Status, Result }

internal enum Meaning
{
    /// <summary>Passing; nothing was taken or billed: soon again, a few times.</summary>
    Retry,

    /// <summary>No room: again when the vendor says, until the deadline.</summary>
    Wait,

    /// <summary>Moderation: never again.</summary>
    Refused,

    /// <summary>The vendor will not take it as it is.</summary>
    InvalidRequest,

    /// <summary>It failed for good.</summary>
    Failed,

    /// <summary>It may have been taken and may be billed.</summary>
    Unknown,
}
