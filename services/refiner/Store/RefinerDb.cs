using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Refiner.Store;

/// <summary>What was done already.</summary>
internal sealed class RefinerDb(DbContextOptions<RefinerDb> options) : ServiceDb(options)
{
    protected override string Schema => "refiner";

    public DbSet<FinishedJob> Jobs => Set<FinishedJob>();

    protected override void Map(ModelBuilder model) => model.Entity<FinishedJob>().ToTable("jobs");
}
