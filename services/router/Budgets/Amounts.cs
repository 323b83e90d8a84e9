using Atelier.Contracts;
using Atelier.Router.Saga;

namespace Atelier.Router.Budgets;

/// <summary>
/// What a deliverable has in an account, micro-dollars. An account is the sum of this over all deliverables, and a posting is the difference
/// that a message made to one of them: so an attempt is reserved once and settled once, however often and in whatever order it is told of.
/// </summary>
/// <param name="Spent">Known charges of what is over.</param>
/// <param name="Reserved">The worst case of what is under way.</param>
/// <param name="Unsettled">The worst case of what is over and of unknown charge.</param>
/// <param name="Waiting">1 while it stands in the account's line.</param>
internal readonly record struct Amounts(long Spent, long Reserved, long Unsettled, int Waiting)
{
    public static Amounts operator +(Amounts one, Amounts other) => new(one.Spent + other.Spent, one.Reserved + other.Reserved, one.Unsettled + other.Unsettled, one.Waiting + other.Waiting);

    public static Amounts operator -(Amounts one, Amounts other) => new(one.Spent - other.Spent, one.Reserved - other.Reserved, one.Unsettled - other.Unsettled, one.Waiting - other.Waiting);

    /// <summary>What a message changed in which accounts; for a deliverable without a budget nothing, without looking further.</summary>
    public static IReadOnlyDictionary<Guid, Amounts> Between(DeliverableState? before, DeliverableState after)
    {
        if (before?.Reservations is null && after.Reservations is null && before?.WaitsForAccount is null && after.WaitsForAccount is null)
            return System.Collections.Frozen.FrozenDictionary<Guid, Amounts>.Empty;
        var (was, now) = (Of(before), Of(after));
        return now.Keys.Union(was.Keys).Select(id => (Id: id, Change: now.GetValueOrDefault(id) - was.GetValueOrDefault(id))).Where(it => it.Change != default).ToDictionary(it => it.Id, it => it.Change);
    }

    /// <summary>By account.</summary>
    public static Dictionary<Guid, Amounts> Of(DeliverableState? state)
    {
        var found = new Dictionary<Guid, Amounts>();
        foreach (var reservation in state?.Reservations ?? [])
        {
            var amounts = state!.ChargeOf(reservation.AttemptId) switch
            {
                null => new Amounts(0, reservation.Micros, 0, 0),
                { Micros: { } charged } => new Amounts(charged, 0, 0, 0),
                _ when state.SettlementOf(reservation.AttemptId) is not null => default, // written off
                _ => new Amounts(0, 0, reservation.Micros, 0),
            };
            foreach (var account in reservation.Accounts)
                found[account] = found.GetValueOrDefault(account) + amounts;
        }
        if (state?.WaitsForAccount is { } waits)
            found[waits] = found.GetValueOrDefault(waits) + new Amounts(0, 0, 0, 1);
        return found;
    }
}

/// <summary>The worst case of one attempt, put aside before it is made. It stays with the deliverable: what it became is told by the attempt's charge.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Micros">The most that it can be charged.</param>
/// <param name="Accounts">Where: its campaign's, its tenant's, or both.</param>
internal sealed record Reservation(Guid AttemptId, long Micros, IReadOnlyList<Guid> Accounts);
