using System.Text.Json.Serialization;

namespace Atelier.Contracts;

/// <summary>Where a deliverable stands.</summary>
public enum DeliverablePhase
{
    /// <summary>Accepted; no attempt was commanded yet.</summary>
    Accepted,

    /// <summary>An attempt is wanted and not let go yet: see <see cref="WaitsFor"/>.</summary>
    Waiting,

    /// <summary>An attempt is at a vendor.</summary>
    Generating,

    /// <summary>The gate is looking at an output.</summary>
    Inspecting,

    /// <summary>A person is asked.</summary>
    Reviewing,

    /// <summary>An output was rejected and another attempt is called for.</summary>
    Regenerating,

    /// <summary>An accepted output is being refined.</summary>
    Refining,

    /// <summary>Ended: refined files are there.</summary>
    Delivered,

    /// <summary>Ended without a deliverable; its costs are kept.</summary>
    Failed,

    /// <summary>Ended by its requester; its costs are kept.</summary>
    Cancelled,
}

/// <summary>A snapshot of a deliverable for its requester.</summary>
public sealed record DeliverableStatus
{
    /// <summary>Where it stands.</summary>
    public required DeliverablePhase Phase { get; init; }

    /// <summary>True while nothing further is spent on it until it is released.</summary>
    public bool Held { get; init; }

    /// <summary>What the attempt that is wanted waits for; only while it waits.</summary>
    public WaitsFor? WaitsFor { get; init; }

    /// <summary>Name of the stage in hand.</summary>
    public required string Stage { get; init; }

    /// <summary>Every stage begun so far.</summary>
    public required IReadOnlyList<StageStatus> Stages { get; init; }

    /// <summary>Why it failed, when it did; of a delivered one, why its last regeneration failed.</summary>
    public DeliverableFailure? Failure { get; init; }

    /// <summary>How often it was reopened after its first delivery.</summary>
    public int Revision { get; init; }

    /// <summary>The accepted attempts that were run again to see whether they come out the same.</summary>
    public IReadOnlyList<Reproduction> Reproductions { get; init; } = [];

    /// <summary>Sum of the known costs so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    /// <summary>Number of costs that could not be determined and are not in the sum.</summary>
    public required int UnpricedCosts { get; init; }

    /// <summary>When the snapshot was taken.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>One stage in a snapshot.</summary>
public sealed record StageStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its category.</summary>
    public required string Category { get; init; }

    /// <summary>Its attempts, in order.</summary>
    public required IReadOnlyList<AttemptStatus> Attempts { get; init; }

    /// <summary>The refined file, once there is one; while the stage is made again, the one that was delivered before.</summary>
    public DeliveredFile? File { get; init; }

    /// <summary>What persons were asked and have decided, in order; null where nobody was asked.</summary>
    public IReadOnlyList<ReviewStatus>? Reviews { get; init; }

    /// <summary>The attempt that the file was made from: the one to regenerate or to reproduce.</summary>
    public Guid? FileOf { get; init; }
}

/// <summary>One attempt in a snapshot.</summary>
public sealed record AttemptStatus
{
    /// <summary>Its id.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>Place within the stage, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Why it went where it went.</summary>
    public required RouteDecision Decision { get; init; }

    /// <summary>The seed it was given.</summary>
    public long? Seed { get; init; }

    /// <summary>Controls that its model was not given as they were asked for, each with the reason.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Controls that became its model's own, each in words.</summary>
    public IReadOnlyList<string> Mapped { get; init; } = [];

    /// <summary>What became of it.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Why it gave no output, when it did not.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>More on the failure, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The gate's verdict on its output.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What came back, before refinement.</summary>
    public AssetRef? Output { get; init; }

    /// <summary>The vendor's charge; null while it is not over.</summary>
    public Cost? Cost { get; init; }

    /// <summary>An operator's word on a charge that no vendor told; null: none.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>From submission to output.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Controls that a reviewer had edited when it was made; null for none.</summary>
    public ControlEdits? Edits { get; init; }

    /// <summary>Whether a reviewer granted it beyond the cap.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Granted { get; init; }
}

/// <summary>What became of an attempt.</summary>
public enum AttemptOutcome
{
    /// <summary>At the vendor.</summary>
    Running,

    /// <summary>An output is there, not judged yet.</summary>
    Generated,

    /// <summary>No output.</summary>
    Failed,

    /// <summary>Judged unfit.</summary>
    Rejected,

    /// <summary>Judged fit.</summary>
    Accepted,
}
