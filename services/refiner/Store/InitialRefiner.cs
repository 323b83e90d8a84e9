using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Refiner.Store;

[DbContext(typeof(RefinerDb))]
[Migration("20261122_InitialRefiner")]
internal sealed class InitialRefiner() : ServiceMigration("refiner")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        migrationBuilder.CreateTable("jobs", table => new
        {
            Id = table.Column<Guid>(),
            DeliverableId = table.Column<Guid>(),
            AttemptId = table.Column<Guid>(),
            Kind = Text(table),
            Body = Text(table),
            FinishedAt = Instant(table),
        }, Schema, table => table.PrimaryKey("pk_jobs", row => row.Id));
    }
}
