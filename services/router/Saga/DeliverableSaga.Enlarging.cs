using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;

namespace Atelier.Router.Saga;

/// <summary>Where a recipe names an upscaler, it enlarges what was accepted before the refiner has its turn. See docs/decisions/0032.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>The upscaler first, where there is one and it was not asked yet; while it is held, nothing.</summary>
    private static Transition RefineIt(DeliverableState state, Context context)
    {
        state = state with { Phase = DeliverablePhase.Refining, Reminders = 0 };
        if (state.LastAttempt!.Enlarging is { Underway: true } underway) // released, and the upscaler has it still
            return Transition.Moved(state with { Deadline = (underway.Deadline > context.Now ? underway.Deadline : context.Now) + GeneratorGrace });
        return state.Held || state.LastAttempt.Enlarging is not null || Enlarging.Step(state, context.Policy) is not { } step ? AskTheRefiner(state, context) : Enlarge(state, step, context);
    }

    private static Transition AskTheRefiner(DeliverableState state, Context context) => Ask(state with { Reminders = 0 }, context, asked => Say.Refine(asked, context.Policy));

    private static Transition Enlarge(DeliverableState state, UpscaleStep step, Context context)
    {
        if (Enlarging.Plan(state, step, context.Policy, context.Now) is not { } plan)
            return AskTheRefiner(state, context);
        if (plan.Failure is { } obstacle)
            return GoOnWithout(state, plan, obstacle, context);
        if (context.Situation.Funds is { } funds)
        {
            if (funds.Accounts is not { } accounts)
                return Transition.Unfunded(state);
            var price = context.Policy.Pricing.Worst(step.Model, Asked.For(plan.Parameters, context.Policy.Catalog.Models[step.Model])).Micros;
            if (accounts.FirstOrDefault(account => account.Terms is not null && (price is null || !account.Fits(price.Value))) is { } lacking)
                return GoOnWithout(state, plan, "its budget has no room for an upscaler", context) with { Short = new Shortage(lacking.Id, price ?? 0) };
            state = state with { Reservations = [.. state.Reservations ?? [], new Reservation(plan.AttemptId, price ?? 0, [.. accounts.Select(account => account.Id)])] };
        }
        state = state.WithLastAttempt(state.LastAttempt! with { Enlarging = plan }) with { Deadline = plan.Deadline + GeneratorGrace };
        return Transition.Moved(state, Say.Enlarge(state));
    }

    private static Transition RefineTheEnlarged(DeliverableState? state, IMessage message, Context context)
    {
        var completed = (GenerationCompleted)message;
        if (AtUpscaler(state!, completed.AttemptId) is not { } enlarging)
            return Otherwise(state, message, context);
        return AskTheRefiner(state!.WithLastAttempt(state.LastAttempt! with { Enlarging = enlarging with { Output = completed.Output, Cost = completed.Cost } }), context);
    }

    private static Transition RefineUnenlarged(DeliverableState? state, IMessage message, Context context)
    {
        var failed = (GenerationFailed)message;
        if (AtUpscaler(state!, failed.AttemptId) is not { } enlarging)
            return Otherwise(state, message, context);
        return GoOnWithout(state!, enlarging with { Cost = failed.Cost }, failed.Detail, context);
    }

    /// <summary>The upscaler or the refiner has not answered.</summary>
    private static Transition RemindTheRefiner(DeliverableState? state, IMessage message, Context context)
    {
        if (Stale(state!, message))
            return Transition.Ignored(state);
        // Its cost stays open: the generator's word, when it comes after all, fills it in.
        return state!.LastAttempt!.Enlarging is { Underway: true } enlarging
            ? GoOnWithout(state, enlarging, "the generator did not answer by the deadline", context)
            : Remind(state, message, context, asked => Say.Refine(asked, context.Policy), DeliverableFailureKind.RefinementFailed, "the refiner gave no file");
    }

    /// <summary>As the recipe says: the refiner makes all of it, or it counts as one that could not be refined.</summary>
    private static Transition GoOnWithout(DeliverableState state, Enlarging enlarging, string detail, Context context)
    {
        var attempt = state.LastAttempt! with { Enlarging = enlarging with { Failure = detail } };
        return Enlarging.Step(state, context.Policy) is { Otherwise: WithoutUpscaler.Reject }
            ? CallForAnother(state.WithLastAttempt(attempt with { Outcome = AttemptOutcome.Rejected, Detail = $"could not be enlarged: {detail}", JudgedAt = context.Now }), context)
            : AskTheRefiner(state.WithLastAttempt(attempt), context);
    }

    private static Enlarging? AtUpscaler(DeliverableState state, Guid attemptId) =>
        state.LastAttempt?.Enlarging is { Underway: true } enlarging && enlarging.AttemptId == attemptId ? enlarging : null;
}
