using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

[DbContext(typeof(IntakeDb))]
[Migration("20261125_Batches")]
internal sealed class Batches() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("batches", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            Key = Text(table),
            Campaign = Text(table),
            ContentHash = Text(table),
            AcceptedAt = Instant(table),
            Size = table.Column<int>(),
            Fed = table.Column<int>(),
            Wish = Text(table),
            WishOrdinal = Whole(table),
            PassedOn = Whole(table),
            Open = table.Column<bool>(),
        }, Schema, table => table.PrimaryKey("pk_batches", row => row.Id));
        // few among all that ever were
        migrationBuilder.CreateIndex("ix_batches_open", "batches", "Open", Schema, filter: Sqlite ? "\"Open\" = 1" : "\"Open\"");

        migrationBuilder.AddColumn<Guid>("BatchId", "deliverables", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<int>("BatchNumber", "deliverables", schema: Schema, nullable: true);
        migrationBuilder.CreateIndex("ix_deliverables_batch", "deliverables", ["BatchId", "BatchNumber"], Schema, filter: "\"BatchId\" IS NOT NULL");

        migrationBuilder.AddColumn<bool>("Held", "snapshots", schema: Schema, defaultValue: false);
        migrationBuilder.AddColumn<long>("CostMicros", "snapshots", schema: Schema, defaultValue: 0L);
        migrationBuilder.AddColumn<int>("UnpricedCosts", "snapshots", schema: Schema, defaultValue: 0);
    }
}
