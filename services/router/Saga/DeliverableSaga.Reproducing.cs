using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;

namespace Atelier.Router.Saga;

/// <summary>An accepted attempt is run again beside the deliverable's course, to see whether it comes out the same.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>More than anyone needs; each one is paid, and all are shown with the status.</summary>
    private const int MostReproductions = 20;

    private static Transition Reproduce(DeliverableState? state, IMessage message, Context context)
    {
        var wanted = (ReproduceOutput)message;
        if (wanted.Stage < 0 || wanted.Stage >= state!.Stages.Length || state.Stages[wanted.Stage].Accepted is not { Output: { } original } accepted
            || state.Reproductions.Length >= MostReproductions || state.Reproductions.Any(known => known.Id == wanted.ReproductionId))
            return Transition.Ignored(state);
        var reproduction = new Reproduction
        {
            Id = wanted.ReproductionId, Stage = wanted.Stage, OriginalAttemptId = accepted.Id, AttemptId = DeterministicId.From("reproduction", wanted.ReproductionId.ToString("N")),
            Original = original, Match = ReproductionMatch.Pending,
        };
        if (context.Situation.Funds is { } funds)
        {
            if (funds.Accounts is not { } accounts)
                return Transition.Unfunded(state);
            var price = context.Policy.Pricing.Worst(accepted.Decision.Model, Asked.For(accepted.Parameters, context.Policy.Catalog.Models.GetValueOrDefault(accepted.Decision.Model))).Micros;
            if (accounts.FirstOrDefault(account => account.Terms is not null && (price is null || !account.Fits(price.Value))) is { } lacking)
                return Refuse(state, reproduction, new Shortage(lacking.Id, price ?? 0), context);
            state = state with { Reservations = [.. state.Reservations ?? [], new Reservation(reproduction.AttemptId, price ?? 0, [.. accounts.Select(account => account.Id)])] };
        }
        // It has as long as the accepted attempt had by its table.
        var deadline = context.Now + context.Policy.Table.Tiers[accepted.Decision.Tier].Deadline;
        return Transition.Moved(state with { Reproductions = state.Reproductions.Add(reproduction) }, Say.GenerateAgain(state, accepted, reproduction, deadline));
    }

    /// <summary>What a message means to a reproduction that is under way; null: nothing.</summary>
    private static Transition? GoOnReproducing(DeliverableState state, IMessage message, Context context)
    {
        switch (message)
        {
            case ReproduceOutput when !state.Ended: // reopened meanwhile: what was accepted can be run again all the same
                return Reproduce(state, message, context);
            case GenerationCompleted it when Underway(state, it.AttemptId) is { Again: null } known:
                known = known with { Again = it.Output, Cost = it.Cost };
                return it.Output.Sha256 == known.Original.Sha256
                    ? Conclude(state, known with { Match = ReproductionMatch.Bytes }, context)
                    : Transition.Recorded(With(state, known), Say.Compare(state, known));
            case GenerationFailed it when Underway(state, it.AttemptId) is { Again: null } known:
                return Conclude(state, known with { Match = ReproductionMatch.NotMade, Cost = it.Cost, Detail = it.Detail }, context);
            case OutputsCompared it when Underway(state, it.AttemptId) is { Again: not null } known:
                var match = it.Distance is not { } distance ? ReproductionMatch.NotMade : distance <= OutputsCompared.Alike ? ReproductionMatch.Perceptual : ReproductionMatch.Different;
                return Conclude(state, known with { Match = match, Distance = it.Distance, Detail = it.Detail }, context);
            default:
                return null;
        }
    }

    /// <summary>Nobody waits for money only to see something come out again.</summary>
    private static Transition Refuse(DeliverableState state, Reproduction reproduction, Shortage shortage, Context context) => Conclude(
        state with { Reproductions = state.Reproductions.Add(reproduction) },
        reproduction with { Match = ReproductionMatch.NotMade, Cost = Cost.Nothing, Detail = "its budget has no room for another attempt" }, context) with { Short = shortage };

    private static Reproduction? Underway(DeliverableState state, Guid attemptId) =>
        state.Reproductions.FirstOrDefault(known => known.AttemptId == attemptId && known.Match is ReproductionMatch.Pending);

    private static Transition Conclude(DeliverableState state, Reproduction reproduction, Context context) =>
        Transition.Recorded(With(state, reproduction), Say.Reproduced(state, reproduction, context.Now));

    private static DeliverableState With(DeliverableState state, Reproduction reproduction) =>
        state with { Reproductions = [.. state.Reproductions.Select(known => known.Id == reproduction.Id ? reproduction : known)] };
}
