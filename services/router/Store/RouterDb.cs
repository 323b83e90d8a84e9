using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Store;

/// <summary>The router's store: one row a deliverable.</summary>
internal sealed class RouterDb(DbContextOptions<RouterDb> options) : ServiceDb(options)
{
    protected override string Schema => "router";

    public DbSet<DeliverableRow> Deliverables => Set<DeliverableRow>();

    protected override void Map(ModelBuilder model) => model.Entity<DeliverableRow>(row =>
    {
        row.ToTable("deliverables").HasKey(deliverable => deliverable.Id);
        row.HasIndex(deliverable => deliverable.DeadlineAt);
    });
}
