using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Store;

/// <summary>
/// The router's store: one row a deliverable, one a version of the routing table, the one that says which holds when, the one that says which pod
/// lets attempts go, accounts with those who wait for them and the charges that nobody knows, and how the models do.
/// </summary>
internal sealed class RouterDb(DbContextOptions<RouterDb> options) : ServiceDb(options)
{
    protected override string Schema => "router";

    public DbSet<DeliverableRow> Deliverables => Set<DeliverableRow>();

    public DbSet<RoutingVersionRow> RoutingVersions => Set<RoutingVersionRow>();

    public DbSet<RoutingScheduleRow> RoutingSchedule => Set<RoutingScheduleRow>();

    public DbSet<ReviewRow> Reviews => Set<ReviewRow>();

    public DbSet<BudgetRow> Budgets => Set<BudgetRow>();

    public DbSet<BudgetWaiterRow> BudgetWaiters => Set<BudgetWaiterRow>();

    public DbSet<UnsettledRow> Unsettled => Set<UnsettledRow>();

    public DbSet<ModelOutcomeRow> ModelOutcomes => Set<ModelOutcomeRow>();

    public DbSet<ModelHealthRow> ModelHealth => Set<ModelHealthRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<DeliverableRow>(row =>
        {
            row.ToTable("deliverables").HasKey(deliverable => deliverable.Id);
            row.HasIndex(deliverable => deliverable.DeadlineAt);
            row.HasIndex(deliverable => new { deliverable.SlotTier, deliverable.Phase, deliverable.TenantId, deliverable.Urgency, deliverable.AskedAt }).HasFilter("\"SlotTier\" IS NOT NULL");
        });
        model.Entity<RoutingVersionRow>(row =>
        {
            row.ToTable("routing_versions").HasKey(version => version.Id);
            row.HasIndex(version => version.Number).IsUnique();
        });
        model.Entity<ReviewRow>(row =>
        {
            row.ToTable("reviews").HasKey(review => review.Id);
            row.HasIndex(review => new { review.TenantId, review.Standing, review.OpenedAt });
        });
        model.Entity<BudgetRow>(row =>
        {
            row.ToTable("budgets").HasKey(budget => budget.Id);
            row.HasIndex(budget => budget.TenantId);
            row.HasIndex(budget => budget.Waiting);
        });
        model.Entity<BudgetWaiterRow>(row =>
        {
            row.ToTable("budget_waiters").HasKey(waiter => waiter.Id);
            row.HasIndex(waiter => new { waiter.Account, waiter.Since, waiter.Id });
        });
        model.Entity<UnsettledRow>(row =>
        {
            row.ToTable("unsettled_charges").HasKey(charge => charge.Id);
            row.HasIndex(charge => new { charge.TenantId, charge.Since, charge.Id });
        });
        model.Entity<DispatchLeaseRow>().ToTable("dispatch_lease").HasKey(lease => lease.Id);
        model.Entity<ModelOutcomeRow>().ToTable("model_outcomes").HasKey(outcome => outcome.Id);
        model.Entity<ModelHealthRow>().ToTable("model_health").HasKey(health => health.Id);
        model.Entity<RoutingScheduleRow>().ToTable("routing_schedule").HasKey(schedule => schedule.Id);
    }
}
