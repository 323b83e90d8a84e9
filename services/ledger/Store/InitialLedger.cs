using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Ledger.Store;

[DbContext(typeof(LedgerDb))]
[Migration("20261122_InitialLedger")]
internal sealed class InitialLedger() : ServiceMigration("ledger")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        CreateLog(migrationBuilder);
        CreateCosts(migrationBuilder);
    }

    private void CreateLog(MigrationBuilder migration)
    {
        migration.CreateTable("events", table => new
        {
            Id = table.Column<Guid>(),
            Type = Text(table),
            TenantId = Text(table),
            DeliverableId = table.Column<Guid>(),
            OccurredAt = Instant(table),
            RecordedAt = Instant(table),
            Body = Text(table),
        }, Schema, table => table.PrimaryKey("pk_events", row => row.Id));
        migration.CreateIndex("ix_events_deliverable", "events", "DeliverableId", Schema);
        migration.CreateIndex("ix_events_tenant", "events", ["TenantId", "OccurredAt"], Schema);

        migration.CreateTable("quarantine", table => new
        {
            Id = table.Column<Guid>(),
            MessageId = table.Column<Guid>(),
            Type = Text(table),
            TenantId = Text(table),
            DeliverableId = table.Column<Guid>(),
            RecordedAt = Instant(table),
            Reason = Text(table),
            Body = Text(table),
        }, Schema, table => table.PrimaryKey("pk_quarantine", row => row.Id));
    }

    private void CreateCosts(MigrationBuilder migration)
    {
        migration.CreateTable("deliverable_costs", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            CampaignId = Text(table, nullable: true),
            Grade = Text(table, nullable: true),
            ValueOfHourMicros = Whole(table, nullable: true),
            Tier = Text(table, nullable: true),
            TierStage = table.Column<int>(),
            RequestedAt = Instant(table, nullable: true),
            EndedAt = Instant(table, nullable: true),
            Outcome = Text(table),
            RecordedAttempts = table.Column<int>(),
            DeclaredAttempts = table.Column<int>(),
            Attempts = table.Column<int>(),
            Accepted = table.Column<int>(),
            Rejected = table.Column<int>(),
            GenerationMicros = Whole(table),
            InspectionMicros = Whole(table),
            RefinementMicros = Whole(table),
            WaitingMicros = Whole(table),
            UnknownCosts = table.Column<int>(),
            Unpriced = table.Column<int>(),
        }, Schema, table => table.PrimaryKey("pk_deliverable_costs", row => row.Id));
        migration.CreateIndex("ix_deliverable_costs_campaign", "deliverable_costs", ["TenantId", "CampaignId"], Schema);
        migration.CreateIndex("ix_deliverable_costs_requested", "deliverable_costs", ["TenantId", "RequestedAt"], Schema);
    }
}
