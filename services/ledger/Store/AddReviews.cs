using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Ledger.Store;

[DbContext(typeof(LedgerDb))]
[Migration("20261124_Reviews")]
internal sealed class AddReviews() : ServiceMigration("ledger")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in new[] { "ReviewMicros", "ReviewSeconds" })
            migrationBuilder.AddColumn<long>(column, "deliverable_costs", schema: Schema, defaultValue: 0L);
    }
}
