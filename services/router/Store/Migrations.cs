using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261122_Initial")]
internal sealed class Initial() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        migrationBuilder.CreateTable("deliverables", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table, false),
            TenantId = Text(table, false),
            Phase = Text(table, false),
            DeadlineAt = Instant(table, true),
            State = Text(table, false),
        }, Schema, table => table.PrimaryKey("pk_deliverables", row => row.Id));
        migrationBuilder.CreateIndex("ix_deliverables_deadline", "deliverables", "DeadlineAt", Schema);
    }
}
