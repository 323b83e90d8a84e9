using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261124_ModelHealth")]
internal sealed class AddModelHealth() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("model_outcomes", table => new
        {
            Id = table.Column<Guid>(),
            At = Instant(table),
            Attempt = table.Column<Guid>(),
            Category = Text(table),
            Model = Text(table),
            Tier = Text(table),
            TableHash = Text(table),
            Kind = Text(table),
            Latency = Whole(table, nullable: true),
            Criterion = Text(table),
        }, Schema, table => table.PrimaryKey("pk_model_outcomes", row => row.Id));

        migrationBuilder.CreateTable("model_health", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            Category = Text(table),
            Model = Text(table),
            State = Text(table),
        }, Schema, table => table.PrimaryKey("pk_model_health", row => row.Id));
    }
}
