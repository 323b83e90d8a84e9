using Atelier.Contracts;

namespace Atelier.Router.Budgets;

/// <summary>
/// The money of a campaign or a tenant. Pure arithmetic on whole micro-dollars; who is asked first is for the line of those who wait. What
/// a vendor charges above its price in the book is counted in full although it passes the limit: nothing further fits then.
/// </summary>
internal sealed record Account
{
    public required Guid Id { get; init; }
    public required string TenantId { get; init; }

    /// <summary>Null: it is the tenant's own.</summary>
    public string? CampaignId { get; init; }

    /// <summary>Null: no limit any more.</summary>
    public BudgetTerms? Terms { get; init; }

    /// <summary>What an operator has decided at the limit of these terms; null: nothing.</summary>
    public BudgetDecision? Decision { get; init; }

    /// <summary>The terms as they hold: with what was decided.</summary>
    public BudgetTerms? InForce => Terms is { } terms && Decision is { } decision ? decision.Over(terms) : Terms;

    /// <summary>Of the terms: of two the higher stands.</summary>
    public long Revision { get; init; }

    public Amounts Amounts { get; init; }

    /// <summary>Whether it was told that four fifths of this limit are gone.</summary>
    public bool ToldLow { get; init; }

    /// <summary>Whether it was told that something did not fit this limit.</summary>
    public bool ToldExhausted { get; init; }

    public long Used => Amounts.Spent + Amounts.Reserved + Amounts.Unsettled;

    /// <summary>Null: as much as anyone wants.</summary>
    public long? Available => InForce?.LimitMicros - Used;

    public bool IsLow => InForce is { } terms && Used >= terms.LimitMicros - terms.LimitMicros / 5;

    /// <summary>Whether an attempt that can cost so much may be made now.</summary>
    public bool Fits(long micros) => Available is not { } available || micros <= available;

    /// <summary>Whether it might be made once those under way have turned out cheaper.</summary>
    public bool CouldFit(long micros) => InForce is not { } terms || micros <= terms.LimitMicros - Amounts.Spent - Amounts.Unsettled;

    public Account Post(Amounts change) => this with { Amounts = Amounts + change };

    /// <summary>Whether somebody waits for an operator's decision.</summary>
    public bool Asks => Amounts.Waiting > 0 && InForce?.AtLimit is BudgetRule.Ask;

    /// <summary>With what an operator has decided: one that asks may be answered, and answered otherwise later. A limit that was raised stays raised. The same again changes nothing.</summary>
    public Account Take(BudgetDecision decision)
    {
        decision = decision with { LimitMicros = decision.LimitMicros ?? Decision?.LimitMicros };
        return Decision is { } before && (before.Choice, before.LimitMicros, before.DowngradeTo) == (decision.Choice, decision.LimitMicros, decision.DowngradeTo) ? this
            : this with { Decision = decision, ToldLow = false, ToldExhausted = false };
    }

    /// <summary>With newer terms; older or the same ones change nothing. A new limit may be passed anew, and what was decided about the one before is over.</summary>
    public Account Take(BudgetTerms? terms, long revision) =>
        revision <= Revision ? this : terms == Terms ? this with { Revision = revision } : this with { Terms = terms, Decision = null, Revision = revision, ToldLow = false, ToldExhausted = false };

    public BudgetStanding Standing => new()
    {
        CampaignId = CampaignId, LimitMicros = InForce?.LimitMicros, SpentMicros = Amounts.Spent, ReservedMicros = Amounts.Reserved, UnsettledMicros = Amounts.Unsettled,
    };

    public static Account New(string tenantId, string? campaignId) => new() { Id = IdOf(tenantId, campaignId), TenantId = tenantId, CampaignId = campaignId, Revision = -1 };

    public static Guid IdOf(string tenantId, string? campaignId) => campaignId is null ? DeterministicId.From("budget", tenantId) : DeterministicId.From("budget", tenantId, campaignId);
}
