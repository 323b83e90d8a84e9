using System.Diagnostics;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Checking;

/// <summary>How a scene ended.</summary>
internal sealed record Outcome(AttemptRow? Row, Scene Scene)
{
    public string Words => Row switch
    {
        null => "the attempt was never begun",
        { Ended: false } row => $"it had not ended after all patience ({row.State})",
        { State: AttemptState.Completed } => "completed",
        { State: AttemptState.SubmissionUnknown } row => $"submission unknown: {row.Detail}",
        { } row => $"{row.Failure}: {row.Detail}",
    };
}

/// <summary>Something that may happen at a vendor, and how an attempt should end then.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Expected">How it should end, in words.</param>
/// <param name="Judge">What is wrong with an outcome; null: nothing.</param>
/// <param name="Remedy">What to do when it does not end so.</param>
internal sealed record CheckCase(string Name, string Expected, Func<Outcome, string?> Judge, string Remedy)
{
    public IReadOnlyList<(Role Role, Func<Scene, Reply>[] Replies)> Script { get; init; } = [];

    /// <summary>Whether the last answer of each kind stays.</summary>
    public bool Stays { get; init; }

    /// <summary>What of the call is made smaller, so that the case does not take its real time or size.</summary>
    public Func<CallRule, CallRule> Change { get; init; } = rule => rule;

    /// <summary>Nobody is at the vendor's address.</summary>
    public bool Away { get; init; }

    /// <summary>The attempt is called off once its job is at the vendor.</summary>
    public bool CalledOff { get; init; }

    public static CheckCase On(Role role, string name, (string Expected, Func<Outcome, string?> Judge) end, string remedy, params Func<Scene, Reply>[] replies) =>
        new(name, end.Expected, end.Judge, remedy) { Script = [(role, replies)] };
}

/// <summary>The ways an attempt may end, each with its words.</summary>
internal static class Ends
{
    public static (string, Func<Outcome, string?>) Completed(int submissions = 1) => (
        submissions == 1 ? "completed" : "asked again, then completed",
        outcome => outcome.Row is { State: AttemptState.Completed } ? Submitted(outcome, submissions) : outcome.Words);

    public static (string, Func<Outcome, string?>) Failed(FailureKind kind, int submissions = 1) => (
        $"failed: {kind}",
        outcome => outcome.Row is { State: AttemptState.Failed } row && row.Failure == kind ? Submitted(outcome, submissions) : outcome.Words);

    /// <summary>Once paid, perhaps: never asked again, never called free.</summary>
    public static (string, Func<Outcome, string?>) Unknown() => (
        "submission unknown, never asked again, unpriced",
        outcome => IsSettled(outcome) && outcome.Scene.Work.Call.Settle is { Repeats: true } ? null // it takes one request alone under the id that both carried
            : outcome.Row is { State: AttemptState.SubmissionUnknown, CostMicros: null } || IsSettled(outcome) ? (outcome.Scene.Count(Role.Submit) > 1 ? Submitted(outcome, 1) : null) : outcome.Words);

    public static (string, Func<Outcome, string?>) NeverAsked() => (
        "failed, certainly not billed",
        outcome => outcome.Row is { State: AttemptState.Failed, Failure: FailureKind.VendorError, CostMicros: 0 } ? null : $"{outcome.Words}, cost {outcome.Row?.CostMicros?.ToString(null, null) ?? "unpriced"}");

    public static (string, Func<Outcome, string?>) NotCompleted() => ("failed, the address not called", outcome => outcome.Row is { State: AttemptState.Failed } ? null : outcome.Words);

    /// <summary>Not sooner than the vendor said.</summary>
    public static (string, Func<Outcome, string?>) CompletedAfter(TimeSpan pause) => (
        $"asked again after {pause.TotalSeconds:0} s, then completed",
        outcome => Completed(2).Item2(outcome) ?? (Gap(outcome) is var gap && gap < pause ? $"asked again after {gap.TotalSeconds:0.00} s" : null));

    public static (string, Func<Outcome, string?>) Cancelled() => (
        "cancelled at the vendor",
        outcome => outcome.Scene.Count(Role.Cancel) == 0 ? "the vendor was not asked to cancel" : outcome.Row is { State: AttemptState.Failed, Failure: FailureKind.Cancelled } ? null : outcome.Words);

    /// <summary>As the document says of an answer.</summary>
    public static (string, Func<Outcome, string?>) By(Meaning? meaning, CallStep step) => (meaning, step) switch
    {
        (null, _) => Completed(),
        (Meaning.Retry or Meaning.Wait, CallStep.Submit) => Completed(2),
        (Meaning.Unknown, CallStep.Submit) => Unknown(),
        (Meaning.Retry or Meaning.Wait or Meaning.Unknown, _) => Completed(),
        (Meaning.Refused, _) => Failed(FailureKind.Refused, Submissions(step)),
        (Meaning.InvalidRequest, _) => Failed(FailureKind.InvalidRequest, Submissions(step)),
        _ => Failed(FailureKind.VendorError, Submissions(step)),
    };

    private static int Submissions(CallStep step) => step == CallStep.Upload ? 0 : 1;

    /// <summary>A vendor that can be asked about it may have told that the request was taken.</summary>
    private static bool IsSettled(Outcome outcome) => outcome.Row is { State: AttemptState.Completed };

    private static string? Submitted(Outcome outcome, int submissions) =>
        outcome.Scene.Count(Role.Submit) is var count && count == submissions ? null : $"{outcome.Words}, after {count} submissions";

    private static TimeSpan Gap(Outcome outcome) =>
        outcome.Scene.Received.Where(request => request.Role == Role.Submit).Select(request => request.At).ToArray() is [var first, var second, ..] ? Stopwatch.GetElapsedTime(first, second) : TimeSpan.Zero;
}
