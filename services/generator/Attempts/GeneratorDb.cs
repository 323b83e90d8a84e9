using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Generator.Attempts;

/// <summary>The generator's store.</summary>
internal sealed class GeneratorDb(DbContextOptions<GeneratorDb> options) : ServiceDb(options)
{
    public const string Name = "generator";

    protected override string Schema => Name;

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<OwnerRow> Owners => Set<OwnerRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<AttemptRow>(attempt =>
        {
            attempt.ToTable("attempts").HasKey(row => row.Id);
            attempt.Ignore(row => row.Job).Ignore(row => row.Ended).Ignore(row => row.VendorUsage);
        });
        model.Entity<OwnerRow>(owner => owner.ToTable("owners").HasKey(row => row.Id));
    }
}
