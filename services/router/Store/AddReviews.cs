using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261124_Reviews")]
internal sealed class AddReviews() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("reviews", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            DeliverableId = table.Column<Guid>(),
            Stage = table.Column<int>(),
            Cause = Text(table),
            FourEyes = table.Column<bool>(),
            MayGoOn = table.Column<bool>(),
            OpenedAt = Instant(table),
            DeadlineAt = Instant(table, true),
            Standing = Text(table),
            LeasedBy = Text(table, true),
            Lease = table.Column<Guid>(nullable: true),
            LeasedAt = Instant(table, true),
            LeasedUntil = Instant(table, true),
            AcceptedBy = Text(table, true),
            Rulings = Text(table),
        }, Schema, table => table.PrimaryKey("pk_reviews", row => row.Id));
        migrationBuilder.CreateIndex("ix_reviews_queue", "reviews", ["TenantId", "Standing", "OpenedAt"], Schema);
    }
}
