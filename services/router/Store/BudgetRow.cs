using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Budgets;

namespace Atelier.Router.Store;

/// <summary>An account: its budget and what it stands at. It is never removed, so that the number of rows tells whether there are new ones.</summary>
internal sealed class BudgetRow : IKeyed, IContended
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public required string TenantId { get; init; }

    /// <summary>Null: it is the tenant's own.</summary>
    public string? CampaignId { get; init; }

    /// <summary>Null: no limit any more.</summary>
    public long? LimitMicros { get; private set; }

    public BudgetRule AtLimit { get; private set; }
    public string? DowngradeTo { get; private set; }
    public long Revision { get; private set; }
    public long SpentMicros { get; private set; }
    public long ReservedMicros { get; private set; }
    public long UnsettledMicros { get; private set; }

    /// <summary>Deliverables that wait for it.</summary>
    public int Waiting { get; private set; }

    /// <summary>A <see cref="BudgetDecision"/> as JSON; null: nothing was decided.</summary>
    public string? Decision { get; private set; }

    public bool ToldLow { get; private set; }
    public bool ToldExhausted { get; private set; }

    public static BudgetRow Of(Account account)
    {
        var row = new BudgetRow { Id = account.Id, TenantId = account.TenantId, CampaignId = account.CampaignId };
        row.Write(account);
        return row;
    }

    public Account Read() => new()
    {
        Id = Id, TenantId = TenantId, CampaignId = CampaignId, Revision = Revision, ToldLow = ToldLow, ToldExhausted = ToldExhausted,
        Terms = LimitMicros is { } limit ? new BudgetTerms { LimitMicros = limit, AtLimit = AtLimit, DowngradeTo = DowngradeTo } : null,
        Decision = Decision is { } decision ? JsonSerializer.Deserialize<BudgetDecision>(decision, AtelierJson.Options) : null,
        Amounts = new Amounts(SpentMicros, ReservedMicros, UnsettledMicros, Waiting),
    };

    public void Write(Account account)
    {
        (LimitMicros, AtLimit, DowngradeTo, Revision) = (account.Terms?.LimitMicros, account.Terms?.AtLimit ?? BudgetRule.Hold, account.Terms?.DowngradeTo, account.Revision);
        (SpentMicros, ReservedMicros, UnsettledMicros, Waiting) = account.Amounts;
        Decision = account.Decision is { } decision ? JsonSerializer.Serialize(decision, AtelierJson.Options) : null;
        (ToldLow, ToldExhausted) = (account.ToldLow, account.ToldExhausted);
    }
}
