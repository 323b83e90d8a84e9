using Atelier.Platform.Stores;
using Atelier.Router.Saga;

namespace Atelier.Router.Store;

/// <summary>A deliverable's place in the line of an account, under the deliverable's id.</summary>
internal sealed class BudgetWaiterRow : IKeyed
{
    public required Guid Id { get; init; }
    public required string TenantId { get; init; }
    public required Guid Account { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>What its attempt could cost.</summary>
    public required long Micros { get; init; }

    public static BudgetWaiterRow? Of(DeliverableState? state) => state?.WaitsForAccount is { } account
        ? new BudgetWaiterRow { Id = state.Id, TenantId = state.TenantId, Account = account, Since = state.Waits!.Since, Micros = state.Waits.Micros }
        : null;
}
