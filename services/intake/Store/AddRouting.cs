using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

[DbContext(typeof(IntakeDb))]
[Migration("20261123_Routing")]
internal sealed class AddRouting() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("routing_tables", table => new
    {
        Id = table.Column<Guid>(),
        Activation = Text(table),
        Table = Text(table),
    }, Schema, table => table.PrimaryKey("pk_routing_tables", row => row.Id));
}
