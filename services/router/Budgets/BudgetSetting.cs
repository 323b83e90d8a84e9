using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Store;

namespace Atelier.Router.Budgets;

/// <summary>Sets budgets: a campaign's as its owner wants it, a tenant's as an operator does. What was spent and reserved stays.</summary>
internal sealed class BudgetSetting(GroupCommit<RouterDb> commits, BudgetBell bell, TimeProvider time)
{
    /// <summary>Of two of one campaign the higher revision stands. Deliverables that are accepted with the budget bring it along; for others it holds within a lease.</summary>
    public Task Campaign(SetBudget wish, CancellationToken ct) => Set(Account.New(wish.TenantId, wish.CampaignId), account => account.Take(wish.Budget, wish.Revision), makes: wish.Budget is not null, ct);

    /// <summary>When this returns, every attempt of the tenant that is begun anywhere is paid from the account.</summary>
    public async Task<Account> Tenant(string tenantId, BudgetTerms? terms, CancellationToken ct)
    {
        var (account, isNew) = await Set(Account.New(tenantId, null), account => account.Take(terms, account.Revision + 1), makes: true, ct);
        if (isNew)
            await Task.Delay(BudgetDirectory.Lease, time, ct);
        return account;
    }

    /// <summary>What an operator decides about a budget that asks; null: there is none, or it does not ask. The same again changes nothing.</summary>
    public async Task<Account?> Decide(string tenantId, string? campaignId, BudgetDecision decision, CancellationToken ct)
    {
        var id = Account.IdOf(tenantId, campaignId);
        var decided = await commits.Commit([RowKey.Of<BudgetRow>(id)], scope =>
        {
            if (scope.Find<BudgetRow>(id)?.Read() is not { Terms.AtLimit: BudgetRule.Ask } account)
                return null;
            var changed = account.Take(decision);
            if (changed == account)
                return account;
            AccountBook.Write(scope, changed);
            scope.Publish(DeterministicId.OfMessage(nameof(BudgetDecided), id, $"{decision.At.UtcTicks}"), new BudgetDecided
            {
                TenantId = tenantId, DeliverableId = Guid.Empty, OccurredAt = decision.At, Budget = account.Standing, Waiting = account.Amounts.Waiting, Decision = changed.Decision!,
            });
            return changed;
        }, ct);
        bell.Ring();
        return decided;
    }

    private async Task<(Account Account, bool IsNew)> Set(Account fresh, Func<Account, Account> change, bool makes, CancellationToken ct)
    {
        var set = await commits.Commit([RowKey.Of<BudgetRow>(fresh.Id)], scope =>
        {
            var known = scope.Find<BudgetRow>(fresh.Id);
            var changed = change(known?.Read() ?? fresh);
            if (known is not null || makes)
                AccountBook.Write(scope, changed);
            return (changed, known is null);
        }, ct);
        bell.Ring();
        return set;
    }
}
