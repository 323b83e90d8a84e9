using Atelier.Ledger.Costs;
using Atelier.Ledger.Events;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Store;

/// <summary>The log, what it could not take, and the sums worked out of it.</summary>
internal sealed class LedgerDb(DbContextOptions<LedgerDb> options) : ServiceDb(options)
{
    protected override string Schema => "ledger";

    public DbSet<RecordedEvent> Events => Set<RecordedEvent>();

    public DbSet<QuarantinedEvent> Quarantine => Set<QuarantinedEvent>();

    public DbSet<DeliverableCost> DeliverableCosts => Set<DeliverableCost>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<RecordedEvent>().ToTable("events");
        model.Entity<QuarantinedEvent>().ToTable("quarantine");
        model.Entity<DeliverableCost>().ToTable("deliverable_costs");
    }
}
