using Atelier.Contracts;
using Atelier.Router.Saga;

namespace Atelier.Router.Budgets;

/// <summary>
/// Charges that were told to be unknown: what is set aside for them, and what an operator's word makes of them. An amount stands for good; what was
/// written off may still be given one, when an invoice comes after all. Pure.
/// </summary>
internal static class Settling
{
    /// <summary>What became of an unknown submission is told like an operator's word, whose it is; a charge that is still not known settles nothing.</summary>
    public static Transition? Of(DeliverableState state, SubmissionSettled told, DateTimeOffset now) => told.Cost.Micros is not { } micros ? null : Of(
        state,
        new SettleCharge
        {
            TenantId = told.TenantId, DeliverableId = told.DeliverableId, AttemptId = told.AttemptId, Micros = micros, By = told.By,
            Note = told.Taken ? $"the vendor had taken it{(told.VendorJobId is { } job ? $" as {job}" : "")}" : "the vendor had not taken it",
        },
        now);

    /// <summary>Nothing that changes the course, as a late cost is; null: there is nothing to settle.</summary>
    public static Transition? Of(DeliverableState state, SettleCharge wish, DateTimeOffset now)
    {
        var settlement = new Settlement { Micros = wish.Micros, By = wish.By, Note = wish.Note, At = now };
        for (var stage = 0; stage < state.Stages.Length; stage++)
        {
            var attempts = state.Stages[stage].Attempts;
            var place = attempts.ToList().FindIndex(attempt => attempt.Id == wish.AttemptId || attempt.Enlarging?.AttemptId == wish.AttemptId);
            if (place < 0)
                continue;
            var attempt = attempts[place];
            if (attempt.Enlarging is { } enlarging && enlarging.AttemptId == wish.AttemptId)
            {
                if (!IsOpen(enlarging.Cost, enlarging.Settlement, wish))
                    return null;
                attempt = attempt with { Enlarging = enlarging with { Settlement = settlement, Cost = Charge(enlarging.Cost!, wish) } };
                return Transition.Recorded(
                    state with { Stages = state.Stages.SetItem(stage, state.Stages[stage] with { Attempts = attempts.SetItem(place, attempt) }) }, Say.Settled(state, wish.AttemptId, stage, enlarging.Decision, settlement));
            }
            if (!IsOpen(attempt.Cost, attempt.Settlement, wish))
                return null;
            attempt = attempt with { Settlement = settlement, Cost = Charge(attempt.Cost!, wish) };
            var settled = state with { Stages = state.Stages.SetItem(stage, state.Stages[stage] with { Attempts = attempts.SetItem(place, attempt) }) };
            return Transition.Recorded(settled, Say.Settled(state, wish.AttemptId, stage, attempt.Decision, settlement));
        }
        if (state.Reproductions.FirstOrDefault(known => known.AttemptId == wish.AttemptId) is not { } reproduction || !IsOpen(reproduction.Cost, reproduction.Settlement, wish))
            return null;
        var original = state.Stages[reproduction.Stage].Attempts.Single(attempt => attempt.Id == reproduction.OriginalAttemptId);
        return Transition.Recorded(
            state with { Reproductions = state.Reproductions.Replace(reproduction, reproduction with { Settlement = settlement, Cost = Charge(reproduction.Cost!, wish) }) },
            Say.Settled(state, wish.AttemptId, reproduction.Stage, original.Decision with { Criterion = Reproduction.Criterion }, settlement));
    }

    /// <summary>What was put aside for charges that are not known and not settled.</summary>
    public static IEnumerable<Reservation> Unsettled(DeliverableState? state) =>
        (state?.Reservations ?? []).Where(reservation => state!.ChargeOf(reservation.AttemptId) is { Micros: null } && state.SettlementOf(reservation.AttemptId) is null);

    private static bool IsOpen(Cost? charge, Settlement? before, SettleCharge wish) => charge is { Micros: null } && (before is null || wish.Micros is not null);

    private static Cost Charge(Cost unknown, SettleCharge wish) => wish.Micros is { } micros ? Cost.Of(micros) : unknown;
}
