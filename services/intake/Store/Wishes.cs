using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

[DbContext(typeof(IntakeDb))]
[Migration("20261123_Wishes")]
internal sealed class Wishes() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("wishes", table => new
    {
        Id = table.Column<Guid>(),
        Version = Whole(table),
        TenantId = Text(table),
        Wish = Text(table),
        Ordinal = Whole(table),
    }, Schema, table => table.PrimaryKey("pk_wishes", row => row.Id));
}
