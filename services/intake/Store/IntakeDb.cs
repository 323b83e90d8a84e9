using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Store;

/// <summary>What was asked for, under which campaigns, where it stands, and whose assets are whose.</summary>
internal sealed class IntakeDb(DbContextOptions<IntakeDb> options) : ServiceDb(options)
{
    protected override string Schema => "intake";

    public DbSet<DeliverableRow> Deliverables => Set<DeliverableRow>();

    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<OwnedAssetRow> OwnedAssets => Set<OwnedAssetRow>();

    public DbSet<WishRow> Wishes => Set<WishRow>();

    public DbSet<BatchRow> Batches => Set<BatchRow>();

    public DbSet<TemplateRow> Templates => Set<TemplateRow>();

    public DbSet<RoutingTableRow> RoutingTables => Set<RoutingTableRow>();

    public DbSet<AskedRow> Asked => Set<AskedRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<DeliverableRow>().ToTable("deliverables");
        model.Entity<SnapshotRow>().ToTable("snapshots");
        model.Entity<CampaignRow>().ToTable("campaigns");
        model.Entity<OwnedAssetRow>().ToTable("owned_assets");
        model.Entity<WishRow>().ToTable("wishes");
        model.Entity<BatchRow>().ToTable("batches");
        model.Entity<TemplateRow>().ToTable("templates");
        model.Entity<RoutingTableRow>().ToTable("routing_tables");
        model.Entity<AskedRow>().ToTable("asked");
    }
}
