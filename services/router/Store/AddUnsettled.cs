using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261126_Unsettled")]
internal sealed class AddUnsettled() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("unsettled_charges", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            DeliverableId = table.Column<Guid>(),
            CampaignId = Text(table),
            Key = Text(table),
            Stage = Text(table),
            Model = Text(table),
            Micros = Whole(table),
            Why = Text(table),
            Since = Instant(table),
        }, Schema, table => table.PrimaryKey("pk_unsettled_charges", row => row.Id));
        migrationBuilder.CreateIndex("ix_unsettled_charges_oldest", "unsettled_charges", ["TenantId", "Since", "Id"], Schema);
    }
}
