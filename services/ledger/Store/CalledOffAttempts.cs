using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Ledger.Store;

[DbContext(typeof(LedgerDb))]
[Migration("20261123_CalledOffAttempts")]
internal sealed class CalledOffAttempts() : ServiceMigration("ledger")
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("CalledOffAttempts", "deliverable_costs", schema: Schema, defaultValue: 0);
}
