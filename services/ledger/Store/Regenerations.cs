using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Ledger.Store;

[DbContext(typeof(LedgerDb))]
[Migration("20261124_Regenerations")]
internal sealed class Regenerations() : ServiceMigration("ledger")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("RegenerationWaitMs", "deliverable_costs", schema: Schema, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("ReproductionMicros", "deliverable_costs", schema: Schema, defaultValue: 0L);
    }
}
