using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

/// <summary>Only what has a slot or waits for one is in the index: a line without limits pays nothing for it.</summary>
[DbContext(typeof(RouterDb))]
[Migration("20261124_Dispatch")]
internal sealed class AddDispatch() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("SlotTier", "deliverables", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<int>("Urgency", "deliverables", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<DateTimeOffset>("AskedAt", "deliverables", InstantType, schema: Schema, nullable: true);
        migrationBuilder.CreateIndex("ix_deliverables_slot", "deliverables", ["SlotTier", "Phase", "TenantId", "Urgency", "AskedAt"], Schema, filter: "\"SlotTier\" IS NOT NULL");

        migrationBuilder.CreateTable("dispatch_lease", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            Holder = table.Column<Guid>(),
            Until = Instant(table),
        }, Schema, table => table.PrimaryKey("pk_dispatch_lease", row => row.Id));
    }
}
