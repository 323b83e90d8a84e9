namespace Atelier.Router.Budgets;

/// <summary>The accounts that a deliverable's attempts are paid from: its campaign's, its tenant's, or both.</summary>
/// <param name="Accounts">As they stand; null while they were not looked at. Looking locks them, so it is done only where money moves.</param>
internal sealed record Funds(IReadOnlyList<Account>? Accounts)
{
    /// <summary>There are some, and they were not looked at.</summary>
    public static readonly Funds Unseen = new((IReadOnlyList<Account>?)null);

    /// <summary>Whether one of them was seen to have a limit: then a model has to have a price.</summary>
    public bool Limit => Accounts?.Any(account => account.Terms is not null) is true;
}
