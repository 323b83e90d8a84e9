using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Saga;
using Atelier.Router.Store;

namespace Atelier.Router.Budgets;

/// <summary>The accounts within one commit of a deliverable: which they are, how they stand, and what the deliverable's change posts to them.</summary>
internal sealed class AccountBook(BudgetDirectory directory)
{
    /// <summary>The accounts that a deliverable is paid from, its campaign's first; null: what this process knows of them is too old to decide by.</summary>
    public IReadOnlyList<Guid>? Of(DeliverableState? state, IMessage message)
    {
        if (!directory.IsFresh)
            return null;
        if (Terms(state, message) is not { } terms || (terms.Budget is null && !directory.Any))
            return [];
        var (campaign, tenant) = (Account.IdOf(message.TenantId, terms.CampaignId), Account.IdOf(message.TenantId, null));
        var hasOwn = terms.Budget is not null || directory.Has(campaign);
        return (hasOwn, directory.Has(tenant)) switch
        {
            (false, false) => [],
            (true, false) => [campaign],
            (false, true) => [tenant],
            _ => [campaign, tenant],
        };
    }

    public static IReadOnlyList<RowKey> Rows(IEnumerable<Guid> accounts) => [.. accounts.Distinct().Select(RowKey.Of<BudgetRow>)];

    /// <summary>How they stand; <see cref="Funds.Unseen"/> when one was not loaded.</summary>
    /// <param name="scope">The commit.</param>
    /// <param name="accounts">Which.</param>
    /// <param name="state">The deliverable, as it was.</param>
    /// <param name="message">What came.</param>
    /// <param name="loaded">The rows that the commit has loaded: an account among them that is not there does not exist.</param>
    public static Funds? Look(CommitScope scope, IReadOnlyList<Guid> accounts, DeliverableState? state, IMessage message, IReadOnlyCollection<RowKey> loaded)
    {
        if (accounts.Count == 0)
            return null;
        var seen = accounts.Select(id => scope.Find<BudgetRow>(id)?.Read() ?? (loaded.Contains(RowKey.Of<BudgetRow>(id)) ? Account.New(message.TenantId, Terms(state, message)!.CampaignId) : null)).ToList();
        return seen.Contains(null) ? Funds.Unseen : new Funds([.. seen.Select(account => Newest(account!, Terms(state, message)!))]);
    }

    /// <summary>Writes what a deliverable's change does to accounts, with what there is to be told of them. Null, and nothing written, when one of them was not loaded.</summary>
    public static Posted? Post(CommitScope scope, DeliverableState? before, Transition transition, Funds? funds, DateTimeOffset now)
    {
        var after = transition.State!;
        var changes = Amounts.Between(before, after);
        if (changes.Count == 0 && transition.Short is null)
            return new Posted(false); // and its place in a line, if it has one, is the same
        var accounts = changes.Keys.Concat(transition.Short is { } shortage ? [shortage.Account] : []).Distinct()
            .Select(id => funds?.Accounts?.FirstOrDefault(account => account.Id == id) ?? scope.Find<BudgetRow>(id)?.Read()).ToList();
        if (accounts.Contains(null))
            return null;
        var freed = false;
        foreach (var account in accounts)
        {
            var change = changes.GetValueOrDefault(account!.Id);
            Write(scope, Tell(scope, account.Post(change), after, transition.Short, now));
            freed |= account.Amounts.Waiting > 0 && (change.Spent + change.Reserved + change.Unsettled < 0 || change.Waiting < 0);
        }
        Line(scope, before, after);
        if (changes.Values.Any(change => change.Unsettled != 0))
            Note(scope, before, after, now);
        return new Posted(freed);
    }

    /// <summary>Charges that nobody knows can be found by whoever settles them.</summary>
    private static void Note(CommitScope scope, DeliverableState? before, DeliverableState after, DateTimeOffset now)
    {
        var (were, are) = (Settling.Unsettled(before).ToList(), Settling.Unsettled(after).ToList());
        foreach (var settled in were.ExceptBy(are.Select(one => one.AttemptId), one => one.AttemptId))
            scope.Remove(UnsettledRow.Of(before!, settled, now));
        foreach (var unsettled in are.ExceptBy(were.Select(one => one.AttemptId), one => one.AttemptId))
            scope.Add(UnsettledRow.Of(after, unsettled, now));
    }

    private static Account Tell(CommitScope scope, Account account, DeliverableState state, Shortage? shortage, DateTimeOffset now)
    {
        if (account is { ToldLow: false, IsLow: true })
        {
            account = account with { ToldLow = true };
            scope.Publish(DeterministicId.OfMessage(nameof(BudgetAlmostExhausted), account.Id, $"{account.Revision}{account.Decision?.At.UtcTicks}"),
                new BudgetAlmostExhausted { TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, Budget = account.Standing });
        }
        if (shortage is { } lacked && lacked.Account == account.Id && account is { ToldExhausted: false, InForce: { } terms })
        {
            account = account with { ToldExhausted = true };
            scope.Publish(DeterministicId.OfMessage(nameof(BudgetExhausted), account.Id, $"{account.Revision}{account.Decision?.At.UtcTicks}"), new BudgetExhausted
            {
                TenantId = state.TenantId, DeliverableId = state.Id, OccurredAt = now, Budget = account.Standing, WantedMicros = lacked.WantedMicros, AtLimit = terms.AtLimit,
            });
        }
        return account;
    }

    public static void Write(CommitScope scope, Account account)
    {
        if (scope.Find<BudgetRow>(account.Id) is { } row)
            row.Write(account);
        else
            scope.Add(BudgetRow.Of(account));
    }

    private static void Line(CommitScope scope, DeliverableState? before, DeliverableState after)
    {
        var (was, stands) = (BudgetWaiterRow.Of(before), BudgetWaiterRow.Of(after));
        if ((was?.Account, was?.Since) == (stands?.Account, stands?.Since))
            return;
        if (was is not null)
            scope.Remove(was);
        if (stands is not null)
            scope.Add(stands);
    }

    private static CampaignTerms? Terms(DeliverableState? state, IMessage message) =>
        state is { Known: true } ? state.Spec.Campaign : message is DeliverableRequested requested ? requested.Spec.Campaign : null;

    /// <summary>A deliverable may bring newer terms of its campaign than were told yet.</summary>
    private static Account Newest(Account account, CampaignTerms terms) => account.CampaignId is null ? account : account.Take(terms.Budget, terms.Revision);
}

/// <summary>What was posted.</summary>
/// <param name="Freed">Whether those who wait may have become able to go on.</param>
internal readonly record struct Posted(bool Freed);
