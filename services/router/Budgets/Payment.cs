using Atelier.Contracts;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Route = Atelier.Router.Saga.Route;

namespace Atelier.Router.Budgets;

/// <summary>Whether the money is there for an attempt, and what becomes of it when it is not. Pure.</summary>
internal sealed record Payment
{
    /// <summary>The way it goes: as the table chose, or cheaper.</summary>
    public Route? Route { get; private init; }

    /// <summary>What is put aside for it.</summary>
    public Reservation? Reserved { get; private init; }

    /// <summary>The most that the attempt can be charged, as the table chose it.</summary>
    public long Micros { get; private init; }

    /// <summary>The account that it waits for.</summary>
    public Guid? WaitFor { get; private init; }

    /// <summary>Why it goes nowhere.</summary>
    public DeliverableFailure? Failure { get; private init; }

    /// <summary>The account that had no room, and for how much; null: all had, or others wait there.</summary>
    public Shortage? Short { get; private init; }

    /// <param name="state">The deliverable.</param>
    /// <param name="route">Where its next attempt would go.</param>
    /// <param name="policy">What to decide by.</param>
    /// <param name="situation">How the models do.</param>
    /// <param name="accounts">The accounts that it is paid from, the campaign's first.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="called">It has waited its turn: those who wait do not come first.</param>
    public static Payment Of(DeliverableState state, Route route, RoutingPolicy policy, Situation situation, IReadOnlyList<Account> accounts, Guid attemptId, bool called)
    {
        var price = Price(route, state, policy);
        if (!called && accounts.FirstOrDefault(account => account.Amounts.Waiting > 0) is { } queue)
            return new Payment { WaitFor = queue.Id, Micros = price };
        var lacking = accounts.Where(account => !account.Fits(price)).ToList();
        if (lacking.Count == 0)
            return new Payment { Route = route, Reserved = Reserve(attemptId, price, accounts) };
        var shortage = new Shortage(lacking[0].Id, price);
        if (lacking.All(account => account.InForce!.AtLimit is BudgetRule.Downgrade) && Routing.Cheaper(state, policy, situation, route, lacking[0].InForce!.DowngradeTo, Most(price, accounts)) is { } cheaper)
            return new Payment { Route = cheaper, Reserved = Reserve(attemptId, Price(cheaper, state, policy), accounts), Short = shortage };
        return lacking.FirstOrDefault(account => account.InForce!.AtLimit is not (BudgetRule.Hold or BudgetRule.Ask) && !account.CouldFit(price)) is { } over
            ? new Payment { Failure = Exhausted(over, price, route), Short = shortage }
            : new Payment { WaitFor = lacking[0].Id, Micros = price, Short = shortage };
    }

    /// <summary>The most that a route's attempt can be charged. Where a limit holds no unpriced model is chosen; where none does any more, an unknown price reserves nothing.</summary>
    private static long Price(Route route, DeliverableState state, RoutingPolicy policy) => Routing.Price(route, state, policy).Micros ?? 0;

    private static long Most(long price, IReadOnlyList<Account> accounts) => Math.Min(price - 1, accounts.Min(account => account.Available ?? long.MaxValue));

    private static Reservation Reserve(Guid attemptId, long micros, IReadOnlyList<Account> accounts) => new(attemptId, micros, [.. accounts.Select(account => account.Id)]);

    private static DeliverableFailure Exhausted(Account account, long price, Route route) => new()
    {
        Kind = DeliverableFailureKind.BudgetExhausted,
        Detail = $"an attempt at {route.Decision!.Model} can cost {Usd(price)}; the budget of {(account.CampaignId is { } campaign ? $"the campaign {campaign}" : $"the tenant {account.TenantId}")} is {Usd(account.InForce!.LimitMicros)}, "
            + $"of which {Usd(account.Amounts.Spent)} are spent{(account.Amounts.Unsettled > 0 ? $" and {Usd(account.Amounts.Unsettled)} set aside for charges that are not known" : "")}: {Usd(price - account.InForce.LimitMicros + account.Amounts.Spent + account.Amounts.Unsettled)} are missing",
    };

    private static string Usd(long micros) => Money.Usd(micros);
}

/// <summary>An account had no room.</summary>
/// <param name="Account">Which.</param>
/// <param name="WantedMicros">For how much.</param>
internal readonly record struct Shortage(Guid Account, long WantedMicros);
