using Atelier.Contracts;
using Atelier.Generator.Pricing;
using Atelier.Generator.Vendors;
using static Atelier.Generator.Attempts.AttemptInput;
using static Atelier.Generator.Attempts.AttemptState;

namespace Atelier.Generator.Attempts;

/// <summary>What the decision needs to know of an attempt.</summary>
/// <param name="State">Null: it is new.</param>
/// <param name="LetInBy">By when the vendor must have let it in; null: by the deadline.</param>
/// <param name="CalledOff">Nobody wants it any more: it is not asked for (again).</param>
/// <param name="MaybeTaken">An answer was lost before: what ends it now without a vendor's word is not free.</param>
internal readonly record struct AttemptView(AttemptState? State, Guid Id, DateTimeOffset Deadline, int Retries, int Waits, DateTimeOffset? LetInBy = null, bool CalledOff = false, bool MaybeTaken = false);

/// <summary>What becomes of an attempt.</summary>
internal abstract record AttemptMove
{
    /// <summary>It is not concerned: late or double.</summary>
    internal sealed record Stay : AttemptMove;

    internal sealed record Go(AttemptState To) : AttemptMove;

    /// <param name="Counts">Whether it is one more try.</param>
    internal sealed record Wait(DateTimeOffset Until, bool NoRoom, string Detail, bool Counts = true) : AttemptMove;

    internal sealed record Succeed(AssetRef Output, long? Seed) : AttemptMove;

    internal sealed record Fail(AttemptState To, FailureKind Kind, string Detail, Billing Billing) : AttemptMove;
}

/// <summary>What an attempt does next: a pure function of where it stands and what happened.</summary>
internal static class AttemptMachine
{
    private const int MaxRetries = 4;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly AttemptMove Stay = new AttemptMove.Stay();

    private static readonly AttemptMove Unsubmitted =
        new AttemptMove.Fail(Failed, FailureKind.Cancelled, "called off before a vendor was asked, or had taken it", Billing.Nothing);

    /// <summary>What was perhaps taken is never free by our own doing: only by the vendor's word.</summary>
    public static AttemptMove Next(AttemptView attempt, AttemptInput input, DateTimeOffset now) => Decide(attempt, input, now) switch
    {
        AttemptMove.Fail { Billing: Billing.Nothing } fail when attempt.MaybeTaken && input is not (NotTaken or GaveUp { Charged: not null }) && attempt.State is not Submitted =>
            Unknown($"{fail.Detail}; an answer had been lost before"),
        var move => move,
    };

    private static AttemptMove Decide(AttemptView attempt, AttemptInput input, DateTimeOffset now) => (attempt.State, input) switch
    {
        // nothing is at the vendor
        (null or Waiting, CalledOff) => Unsubmitted,
        (Waiting, Submit) when attempt.CalledOff => Unsubmitted,
        (null or Waiting, Submit) => new AttemptMove.Go(Submitting),
        (null or Waiting, GaveUp gaveUp) => new AttemptMove.Fail(Failed, gaveUp.Kind, gaveUp.Detail, Billing.Nothing),
        (null or Waiting, DeadlinePassed) => attempt.Waits > 0
            ? new AttemptMove.Fail(Failed, FailureKind.Saturated, "the vendor had no room before the deadline", Billing.Nothing)
            : new AttemptMove.Fail(Failed, FailureKind.TimedOut, "the deadline passed before the vendor was asked", Billing.Nothing),
        (null or Waiting, NotLetIn) => new AttemptMove.Fail(Failed, FailureKind.Saturated, "there was no room at the vendor for as long as the routing table waits", Billing.Nothing),
        (null or Waiting, Parked) => new AttemptMove.Wait(now, NoRoom: false, "the process stopped before there was room", Counts: false),
        (Waiting, Postponed) when attempt.CalledOff => Unsubmitted,
        (null or Waiting, Postponed postponed) => Postpone(attempt, postponed, now), // by what has to be done before it is asked for anything
        (Waiting, TakenOver) => new AttemptMove.Go(Waiting),

        // the vendor is being asked: only an answer says whether it took the request
        (Submitting, Accepted) => new AttemptMove.Go(Submitted),
        (Submitting, OutputAt) => new AttemptMove.Go(Fetching),
        (Submitting, Postponed) when attempt.CalledOff => Unsubmitted,
        (Submitting, Postponed postponed) => Postpone(attempt, postponed, now),
        (Submitting, AnswerLost lost) => Lost(attempt, lost.Way, lost.Detail, now),
        (Submitting, DeadlinePassed) => Unknown("the deadline passed while the vendor was asked"),
        (Submitting, TakenOver taken) => Lost(attempt, taken.Way, "the process that asked the vendor ended before the answer", now),

        // it may have it: it is asked by an id of our own, and nothing is sent again until it has said no
        (Settling, Accepted) => new AttemptMove.Go(Submitted),
        (Settling, NotTaken) when attempt.CalledOff => Unsubmitted,
        (Settling, NotTaken { MayRepeat: true } none) => Postpone(attempt, new Postponed(NoRoom: false, RetryAfter: null, none.Detail), now),
        (Settling, NotTaken none) => new AttemptMove.Fail(Failed, FailureKind.VendorError, none.Detail, Billing.Nothing),
        (Settling, DeadlinePassed) => Unknown("the deadline passed before the vendor said whether it had taken it"),
        (Settling, TakenOver) => new AttemptMove.Go(Settling),

        // the vendor has a job: its id leads back to it
        (Submitted, CalledOff) => new AttemptMove.Fail(Failed, FailureKind.Cancelled, "cancelled at the vendor", Billing.ByFailure),
        (Submitted, DeadlinePassed) => new AttemptMove.Fail(Failed, FailureKind.TimedOut, "no output by the deadline", Billing.ByFailure),
        (Submitted, TakenOver) => new AttemptMove.Go(Submitted),

        // the output exists: it is charged, kept or not
        (Fetching, GaveUp gaveUp) => new AttemptMove.Fail(Failed, gaveUp.Kind, gaveUp.Detail, Billing.Full),
        (Fetching, DeadlinePassed) => new AttemptMove.Fail(Failed, FailureKind.OutputLost, "the output could not be fetched or kept by the deadline", Billing.Full),
        (Fetching, TakenOver) => new AttemptMove.Go(Fetching),

        (Submitting or Submitted or Fetching, Kept kept) => new AttemptMove.Succeed(kept.Output, kept.Seed),
        (Submitting or Submitted, GaveUp gaveUp) =>
            new AttemptMove.Fail(Failed, gaveUp.Kind, gaveUp.Detail, BillingOf(gaveUp)),

        // ended, or an answer to a question that was not asked: what is stored stands
        _ => Stay,
    };

    /// <summary>Asked, sent again under the same key, or left to somebody's decision.</summary>
    private static AttemptMove Lost(AttemptView attempt, SettleWay way, string detail, DateTimeOffset now) => way switch
    {
        SettleWay.Ask => new AttemptMove.Go(Settling),
        SettleWay.Repeat when !attempt.CalledOff && Postpone(attempt, new Postponed(NoRoom: false, RetryAfter: null, detail), now) is AttemptMove.Wait wait => wait,
        _ => Unknown(detail),
    };

    /// <summary>What a failure at the vendor is charged.</summary>
    internal static Billing BillingOf(GaveUp gaveUp) => gaveUp.Produced ? Billing.Full : gaveUp.Charged switch
    {
        Charged.Never => Billing.Nothing,
        Charged.InFull => Billing.Full,
        Charged.Unknown => Billing.Unsaid,
        _ => Billing.ByFailure,
    };

    private static AttemptMove Unknown(string detail) =>
        new AttemptMove.Fail(SubmissionUnknown, FailureKind.SubmissionUnknown, detail, Billing.Unknown);

    private static AttemptMove Postpone(AttemptView attempt, Postponed postponed, DateTimeOffset now)
    {
        if (!postponed.NoRoom && attempt.Retries >= MaxRetries)
            return new AttemptMove.Fail(Failed, FailureKind.VendorError, $"{postponed.Detail} ({MaxRetries + 1} times)", Billing.Nothing);
        var pause = postponed.NoRoom ? Grown(FirstWait, attempt.Waits) : Grown(FirstRetry, attempt.Retries);
        var floor = postponed.RetryAfter is { } asked ? Max(asked, Grown(FirstRetry / 4, attempt.Waits)) : pause;
        var until = now + floor * (1 + Jitter(attempt) / 4);
        if (postponed.NoRoom && until >= attempt.LetInBy)
            return new AttemptMove.Fail(Failed, FailureKind.Saturated, $"{postponed.Detail}; the next try would be later than the routing table waits", Billing.Nothing);
        if (until < attempt.Deadline) return new AttemptMove.Wait(until, postponed.NoRoom, postponed.Detail);
        var kind = postponed.NoRoom ? FailureKind.Saturated : FailureKind.VendorError;
        return new AttemptMove.Fail(Failed, kind, $"{postponed.Detail}; the next try would be after the deadline", Billing.Nothing);
    }

    private static TimeSpan Grown(TimeSpan first, int times) => Min(first * Math.Pow(2, Math.Min(times, 10)), LongestWait);

    /// <summary>0 to 1, drawn from the attempt itself: attempts that failed together do not come back together.</summary>
    private static double Jitter(AttemptView attempt) =>
        DeterministicId.From("jitter", attempt.Id.ToString("N"), $"{attempt.Retries + attempt.Waits}").ToByteArray()[0] / 255.0;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
