using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

[DbContext(typeof(IntakeDb))]
[Migration("20261122_InitialIntake")]
internal sealed class InitialIntake() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        CreateRequests(migrationBuilder);
        CreateStatus(migrationBuilder);
    }

    private void CreateRequests(MigrationBuilder migration)
    {
        migration.CreateTable("campaigns", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            Name = Text(table),
            Terms = Text(table),
        }, Schema, table => table.PrimaryKey("pk_campaigns", row => row.Id));
        migration.CreateIndex("ix_campaigns_tenant", "campaigns", ["TenantId", "Name"], Schema);

        migration.CreateTable("deliverables", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            Key = Text(table),
            Campaign = Text(table),
            ContentHash = Text(table),
            AcceptedAt = Instant(table),
            Position = Text(table),
            Spec = Text(table),
        }, Schema, table => table.PrimaryKey("pk_deliverables", row => row.Id));
        migration.CreateIndex("ix_deliverables_position", "deliverables", ["TenantId", "Position"], Schema);
    }

    private void CreateStatus(MigrationBuilder migration)
    {
        migration.CreateTable("snapshots", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            Progress = Whole(table),
            Phase = Text(table),
            Status = Text(table),
        }, Schema, table => table.PrimaryKey("pk_snapshots", row => row.Id));

        migration.CreateTable("owned_assets", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            Asset = Text(table),
        }, Schema, table => table.PrimaryKey("pk_owned_assets", row => row.Id));
    }
}
