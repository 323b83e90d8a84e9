using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261124_Budgets")]
internal sealed class AddBudgets() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("budgets", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            TenantId = Text(table),
            CampaignId = Text(table, true),
            LimitMicros = Whole(table, true),
            AtLimit = Text(table),
            DowngradeTo = Text(table, true),
            Revision = Whole(table),
            SpentMicros = Whole(table),
            ReservedMicros = Whole(table),
            UnsettledMicros = Whole(table),
            Waiting = table.Column<int>(),
            ToldLow = table.Column<bool>(),
            ToldExhausted = table.Column<bool>(),
        }, Schema, table => table.PrimaryKey("pk_budgets", row => row.Id));
        migrationBuilder.CreateIndex("ix_budgets_tenant", "budgets", "TenantId", Schema);
        migrationBuilder.CreateIndex("ix_budgets_waiting", "budgets", "Waiting", Schema);

        migrationBuilder.CreateTable("budget_waiters", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            Account = table.Column<Guid>(),
            Since = Instant(table),
            Micros = Whole(table),
        }, Schema, table => table.PrimaryKey("pk_budget_waiters", row => row.Id));
        migrationBuilder.CreateIndex("ix_budget_waiters_line", "budget_waiters", ["Account", "Since", "Id"], Schema);
    }
}
