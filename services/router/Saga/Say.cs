using Atelier.Contracts;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>The messages that the saga sends. Ids and contents depend on the state alone: said twice, the same is said.</summary>
internal static class Say
{
    public static Outgoing Generate(DeliverableState state)
    {
        var attempt = state.LastAttempt!;
        return Command(Queues.Generate(attempt.Decision.Tier), attempt.Id, new GenerateAttempt
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = attempt.Id, Stage = state.Stage,
            Decision = attempt.Decision, Parameters = attempt.Parameters, Deadline = attempt.Deadline, LetInBy = attempt.LetInBy,
        });
    }

    /// <summary>The attempt in hand goes to another model. Said once, when it is made.</summary>
    public static Outgoing Switched(DeliverableState state, string from, DateTimeOffset now)
    {
        var attempt = state.LastAttempt!;
        return Event(attempt.Id, new CandidateSwitched
        {
            TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, AttemptId = attempt.Id, Stage = state.Stage, From = from, Decision = attempt.Decision,
        });
    }

    /// <summary>An accepted attempt once more, as it was.</summary>
    public static Outgoing GenerateAgain(DeliverableState state, AttemptState accepted, Reproduction reproduction, DateTimeOffset deadline) =>
        Command(Queues.Generate(accepted.Decision.Tier), reproduction.AttemptId, new GenerateAttempt
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = reproduction.AttemptId, Stage = reproduction.Stage,
            Decision = accepted.Decision with { Criterion = Reproduction.Criterion }, Parameters = accepted.Parameters, Deadline = deadline,
        });

    /// <summary>The accepted output to the upscaler of its recipe.</summary>
    public static Outgoing Enlarge(DeliverableState state)
    {
        var enlarging = state.LastAttempt!.Enlarging!;
        return Command(Queues.Generate(enlarging.Decision.Tier), enlarging.AttemptId, new GenerateAttempt
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = enlarging.AttemptId, Stage = state.Stage,
            Decision = enlarging.Decision, Parameters = enlarging.Parameters, Deadline = enlarging.Deadline,
        });
    }

    public static Outgoing CallOffUpscaler(DeliverableState state)
    {
        var generate = (GenerateAttempt)Enlarge(state).Message;
        return Command(Queues.Cancel, generate.AttemptId, new CancelAttempt { TenantId = state.TenantId, DeliverableId = state.Id, Attempt = generate, OnlyBeforeSubmission = false });
    }

    public static Outgoing Compare(DeliverableState state, Reproduction reproduction) => Command(Queues.Inspect, reproduction.AttemptId, new CompareOutputs
    {
        TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = reproduction.AttemptId, Original = reproduction.Original, Again = reproduction.Again!,
    });

    public static Outgoing Reproduced(DeliverableState state, Reproduction reproduction, DateTimeOffset now) => Event(reproduction.Id, new OutputReproduced
    {
        TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, Reproduction = reproduction,
    });

    /// <summary>No more of the attempt in hand. Held and then cancelled is said twice: the second says more.</summary>
    public static Outgoing CallOff(DeliverableState state, bool onlyBeforeSubmission)
    {
        var (attempt, generate) = (state.LastAttempt!, (GenerateAttempt)Generate(state).Message);
        return new Outgoing(DeterministicId.OfMessage(nameof(CancelAttempt), attempt.Id, onlyBeforeSubmission ? "before submission" : "wherever it is"), new CancelAttempt
        {
            TenantId = state.TenantId, DeliverableId = state.Id, Attempt = generate, OnlyBeforeSubmission = onlyBeforeSubmission,
        }, Queues.Cancel);
    }

    public static Outgoing Inspect(DeliverableState state)
    {
        var attempt = state.LastAttempt!;
        return Command(Queues.Inspect, attempt.Id, new InspectAttempt
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = attempt.Id, Stage = state.Stage, Output = attempt.Output!,
            Expected = Expect(state, attempt.Parameters.Width, attempt.Parameters.Height),
        });
    }

    public static Outgoing Refine(DeliverableState state, RoutingPolicy policy)
    {
        var (attempt, format) = (state.LastAttempt!, state.StageSpec.Format);
        return Command(Queues.Refine, attempt.Id, new RefineAsset
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = attempt.Id, Stage = state.Stage, Source = attempt.Enlarging?.Output ?? attempt.Output!,
            Recipe = policy.Table.Tiers[attempt.Decision.Tier].Recipes[state.StageSpec.Medium][state.Spec.Grade],
            Target = Expect(state, format.Width, format.Height),
        });
    }

    /// <summary>Called for once an attempt by the gate, and once by each review of it.</summary>
    public static Outgoing Regenerate(DeliverableState state)
    {
        var (attempt, review) = (state.LastAttempt!, state.Current.Reviews?.Last);
        var ruling = review is { Settled: { Decision: not ReviewDecision.Accepted } settled } && review.AttemptId == attempt.Id ? settled : null;
        var regeneration = new RegenerationRequested
        {
            TenantId = state.TenantId, DeliverableId = state.Id, AttemptId = attempt.Id, Stage = state.Stage, OccurredAt = ruling?.At ?? attempt.JudgedAt!.Value,
            Source = ruling is null ? RegenerationSource.Gate : RegenerationSource.Reviewer,
            Reasons = ruling?.Reasons ?? (attempt.Detail is { } detail ? [new VerdictReason { Defect = Defect.Other, Detail = detail }] : attempt.Verdict?.Reasons ?? []),
        };
        return review is null ? Event(attempt.Id, regeneration) : new Outgoing(DeterministicId.OfMessage(nameof(RegenerationRequested), attempt.Id, $"{review.Id:N}"), regeneration);
    }

    /// <summary>What the review that was just opened is about; the queue's row is written with it.</summary>
    public static Outgoing AskForReview(DeliverableState state)
    {
        var review = state.OpenReview!;
        return Event(review.Id, new ReviewRequested
        {
            TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = review.OpenedAt, ReviewId = review.Id, AttemptId = review.AttemptId, Stage = state.Stage,
            Cause = review.Cause, FourEyes = review.FourEyes, Deadline = state.Deadline,
        });
    }

    public static Outgoing Delivered(DeliverableState state, DateTimeOffset now) => Event(state.Id, new DeliverableDelivered
    {
        TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, RequestedAt = state.ReopenedAt ?? state.RequestedAt,
        Files = [.. state.Stages.Select(stage => stage.File!)], Attempts = state.AttemptCount, Revision = state.Revision == 0 ? null : state.Revision,
    }, state.Revision);

    public static Outgoing RegenerationFailed(DeliverableState state, DateTimeOffset now) => Event(state.Id, new RegenerationFailed
    {
        TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, RequestedAt = state.ReopenedAt!.Value, Revision = state.Revision, Failure = state.Failure!, Attempts = state.AttemptCount,
    }, state.Revision);

    public static Outgoing Failed(DeliverableState state, DateTimeOffset now) => Event(state.Id, new DeliverableFailed
    {
        TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, RequestedAt = state.RequestedAt, Failure = state.Failure!, Attempts = state.AttemptCount,
    });

    public static Outgoing Cancelled(DeliverableState state, DateTimeOffset now) => Event(state.Id, new DeliverableCancelled
    {
        TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, RequestedAt = state.RequestedAt, Attempts = state.AttemptCount,
    });

    public static Outgoing Settled(DeliverableState state, Guid attemptId, int stage, RouteDecision decision, Settlement settlement) =>
        new(DeterministicId.OfMessage(nameof(ChargeSettled), attemptId, settlement.Micros is null ? "written off" : "settled"), new ChargeSettled
        {
            TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = settlement.At, AttemptId = attemptId, Stage = stage, Decision = decision, Settlement = settlement,
        });

    public static Outgoing Progress(DeliverableState state, DateTimeOffset now) =>
        new(DeterministicId.OfMessage(nameof(DeliverableProgressed), state.Id, $"{state.Version}"), new DeliverableProgressed
        {
            TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, Version = state.Version, Status = Snapshot.Of(state, now),
        });

    private static Expectation Expect(DeliverableState state, int width, int height) => new()
    {
        Medium = state.StageSpec.Medium, Width = width, Height = height, Duration = state.StageSpec.Duration, Palette = state.Spec.Campaign.Palette,
    };

    private static Outgoing Command<T>(string queue, Guid subject, T message) where T : ICommand => new(DeterministicId.OfMessage(typeof(T).Name, subject), message, queue);

    private static Outgoing Event<T>(Guid subject, T message, int revision = 0) where T : IEvent =>
        new(revision == 0 ? DeterministicId.OfMessage(typeof(T).Name, subject) : DeterministicId.OfMessage(typeof(T).Name, subject, $"{revision}"), message);
}
