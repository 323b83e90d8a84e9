using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;

namespace Atelier.Generator.Attempts;

/// <summary>What is remembered of an attempt; written before its vendor is asked.</summary>
internal sealed class AttemptRow : IKeyed, IVersioned
{
    /// <summary>The attempt's id.</summary>
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required Guid DeliverableId { get; init; }

    public required string Model { get; init; }

    /// <summary>The command as JSON, to go on from after a restart.</summary>
    public required string Command { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public AttemptState State { get; set; }

    /// <summary>The process that has it in hand; null once it has ended.</summary>
    public Guid? Owner { get; set; }

    public int Retries { get; set; }

    public int Waits { get; set; }

    /// <summary>When the vendor may be asked again, while waiting.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>When the vendor was first asked.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>When it was last asked: the prices of then count.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When it was asked to be cancelled; null: it was not.</summary>
    public DateTimeOffset? CalledOffAt { get; set; }

    /// <summary>When an answer to a submission was lost first; null: none was.</summary>
    public DateTimeOffset? AnswerLostAt { get; set; }

    /// <summary>When somebody decided what became of an unknown submission, and who.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    public string? SettledBy { get; set; }

    /// <summary>When another process heard from the vendor that there is something to see; null: nothing that was not looked at.</summary>
    public DateTimeOffset? NudgedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? JobId { get; set; }

    public string? StatusUrl { get; set; }

    public string? ResultUrl { get; set; }

    public string? CancelUrl { get; set; }

    public string? OutputUrl { get; set; }

    public long? Seed { get; set; }

    public FailureKind? Failure { get; set; }

    public string? Detail { get; set; }

    public long? CostMicros { get; set; }

    /// <summary>The vendor's own figures so far, as JSON.</summary>
    public string? Usage { get; set; }

    public string? OutputSha256 { get; set; }

    public long Version { get; set; }

    public Usage? VendorUsage
    {
        get => Usage is null ? null : JsonSerializer.Deserialize<Usage>(Usage, AtelierJson.Options);
        set => Usage = value is null ? null : JsonSerializer.Serialize(value, AtelierJson.Options);
    }

    public bool Ended => State is AttemptState.Completed or AttemptState.Failed or AttemptState.SubmissionUnknown;

    /// <param name="command">The command that it was begun with.</param>
    public AttemptView View(GenerateAttempt command) => new(State, Id, Deadline, Retries, Waits, command.LetInBy, CalledOffAt is not null, AnswerLostAt is not null);

    public JobHandle? Job => JobId is { } id ? new JobHandle(id, StatusUrl, ResultUrl, CancelUrl) : null;
}

/// <summary>A generator process that lives as long as it renews its lease.</summary>
internal sealed class OwnerRow : IKeyed
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset LeaseUntil { get; set; }
}
